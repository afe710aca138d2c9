"""A picture: its SVG, what it shows in words, and the same geometry as PNG."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from cptracker.model.problems import UsageError

if TYPE_CHECKING:
    from concurrent.futures import Future

FONTS = tuple(
    Path(__file__).with_name("fonts") / f"ChartsSans-{weight}.ttf" for weight in ("Regular", "Bold")
)


NEEDS_CHARTS = (
    "a picture in dots (PNG) needs `{}`: pip install 'cptracker[reports]'; SVG needs nothing more"
)


PRINTED = 1.25
"""Dots for each CSS pixel in a paper: 150 an inch of its page."""


ALMOST_WHITE = 254
"""What the reduction of colours makes of white paper, which is set right again."""


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
        return _drawn(self.svg, scale)

    def compact_png(self, scale: float) -> bytes:
        """The same picture in at most 256 colours: a third of the bytes, for papers with many.

        It is drawn once for all the papers and formats that hold it at this scale.

        Raises:
            UsageError: When the extra `cptracker[reports]` is not installed.
        """
        ahead = _AHEAD.pop((self.svg, scale), None)
        return ahead.result() if ahead else _compact(self.svg, scale)

    def _repr_svg_(self) -> str:
        """How a notebook shows it."""
        return self.svg


_AHEAD: "dict[tuple[str, float], Future[bytes]]" = {}
"""What is being drawn while a paper is written; what is drawn is kept by `_compact`."""


@contextmanager
def drawing_ahead(svgs: Iterable[str], scale: float = PRINTED) -> Iterator[None]:
    """Draw pictures side by side, for papers that will hold them.

    Drawing does not hold up Python, so that a paper is written meanwhile; a picture that is not
    done yet is waited for where it is needed. The bytes are the same in whatever order. Threads end
    with the papers: a process that is forked later would wait for those that it does not have.
    """
    from concurrent.futures import ThreadPoolExecutor

    begun = [(svg, scale) for svg in dict.fromkeys(svgs) if (svg, scale) not in _AHEAD]
    with ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="drawing") as workers:
        _AHEAD.update((each, workers.submit(_compact, *each)) for each in begun)
        try:
            yield
        finally:
            for each in begun:
                if ahead := _AHEAD.pop(each, None):
                    ahead.cancel()


def _drawn(svg: str, scale: float) -> bytes:
    try:
        import resvg_py
    except ImportError:
        raise UsageError(NEEDS_CHARTS.format("resvg-py")) from None
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=scale,
            skip_system_fonts=True,
            font_files=[str(path) for path in FONTS],
            font_family="Charts Sans",
            sans_serif_family="Charts Sans",
        )
    )


@lru_cache(maxsize=256)
def _compact(svg: str, scale: float) -> bytes:
    """A palette instead of four bytes for each dot; edges of letters need few shades."""
    try:
        from PIL import Image
    except ImportError:
        raise UsageError(NEEDS_CHARTS.format("pillow")) from None
    content = BytesIO()
    dots = Image.open(BytesIO(_drawn(svg, scale))).convert("RGB")
    reduced = dots.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette = reduced.getpalette() or []
    reduced.putpalette([255 if shade >= ALMOST_WHITE else shade for shade in palette])
    reduced.save(content, "PNG", compress_level=6)
    return content.getvalue()
