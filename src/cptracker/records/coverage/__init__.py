"""The days that tables cover: no figure exists outside them."""
