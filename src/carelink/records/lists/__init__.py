"""The lists of the field, by theme: data only, labels verbatim as the forms print them."""
