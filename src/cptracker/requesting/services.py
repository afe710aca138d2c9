"""Which service usually holds a table: data, for a council to read as "ask there first"."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "services.yaml"


@cache
def services() -> Mapping[str, str]:
    """The service by canonical table."""
    from ruamel.yaml import YAML

    loaded: Mapping[str, str] = YAML(typ="safe", pure=True).load(DATA)
    return loaded
