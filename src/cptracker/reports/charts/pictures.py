"""A picture: its SVG, what it shows in words, and the same geometry as PNG."""

from pathlib import Path

from attrs import frozen

from cptracker.model.problems import UsageError

FONTS = tuple(
    Path(__file__).with_name("fonts") / f"ChartsSans-{weight}.ttf" for weight in ("Regular", "Bold")
)


NEEDS_CHARTS = (
    "a picture in dots (PNG) needs `resvg-py`: pip install 'cptracker[reports]'; "
    "SVG needs nothing more"
)


@frozen(kw_only=True)
class ChartPicture:
    """One chart.

    Attributes:
        svg: A whole SVG element: `role=img`, a title and a description, no script, no address.
        alt: What it shows in words, for those who do not see it: the latest value, the movement,
            what stands out. Nothing that is hidden.
        title: What it is of.
        width: In CSS pixels.
        height: In CSS pixels.
    """

    svg: str
    alt: str
    title: str
    width: int
    height: int

    def png(self, scale: float = 2) -> bytes:
        """The same picture in dots, `scale` for each CSS pixel; 2 is sharp in print.

        Letters come from the package's own font, whatever the machine has, so the bytes are the
        same everywhere; signs outside Latin, Greek and Cyrillic are left blank.

        Raises:
            UsageError: When the extra `cptracker[reports]` is not installed.
        """
        try:
            import resvg_py
        except ImportError:
            raise UsageError(NEEDS_CHARTS) from None
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=self.svg,
                zoom=scale,
                skip_system_fonts=True,
                font_files=[str(path) for path in FONTS],
                font_family="Charts Sans",
                sans_serif_family="Charts Sans",
            )
        )

    def _repr_svg_(self) -> str:
        """How a notebook shows it."""
        return self.svg
