"""Pages of this room, by what people do on them."""
