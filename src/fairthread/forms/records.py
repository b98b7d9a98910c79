"""Forms are reached through the record that they are about; they have no cells of their own yet."""
