"""Who reads and who speaks: keys, identities, recipients, trust."""
