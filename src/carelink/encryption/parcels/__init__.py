"""What travels: the signed manifest, the sealed letter, the envelope around it."""
