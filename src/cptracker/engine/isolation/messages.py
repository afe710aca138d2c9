"""What goes between the two processes: messages of bytes, and values as JSON.

The way there is a pickle, from us to our own worker. The way back is JSON that is built anew field
by field, since the worker has run somebody else's code.
"""

import json
import struct
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import IO, TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from cattrs.preconf.json import JsonConverter


LENGTH = struct.Struct(">Q")


LONGEST = 1 << 32
"""So many bytes at most has one message."""


Value = TypeVar("Value")


def send(pipe: IO[bytes], content: bytes) -> None:
    """Write one message."""
    pipe.write(LENGTH.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes | None:
    """Read one message; None where the other side has ended."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    if length > LONGEST:
        return None
    content = pipe.read(length)
    return content if len(content) == length else None


@cache
def converter() -> "JsonConverter":
    """How values become JSON and are built anew: fractions as `numerator/denominator`."""
    from cattrs.preconf.json import make_converter

    json_converter = make_converter(forbid_extra_keys=True)
    json_converter.register_unstructure_hook(Fraction, str)
    json_converter.register_structure_hook(Fraction, lambda text, _: Fraction(text))
    return json_converter


def to_json(value: Any) -> Any:
    """A value as what JSON can hold."""
    return converter().unstructure(value)


def from_json(content: Any, kind: type[Value]) -> Value:
    """The value of a kind.

    Raises:
        Exception: When the content is not of that kind; whoever asks takes all of them alike.
    """
    return converter().structure(content, kind)


def packed(content: Mapping[str, Any]) -> bytes:
    """A message of the worker."""
    return json.dumps(content, ensure_ascii=True, allow_nan=False).encode()


def unpacked(content: bytes) -> Any:
    """What a message of the worker holds."""
    return json.loads(content)
