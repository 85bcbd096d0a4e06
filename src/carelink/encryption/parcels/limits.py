"""What a parcel may ask of us before we know who sent it."""

MAX_CONTENT = 4 * 1024 * 1024  # bytes of content in a small parcel; more travels in the large form
MAX_RECIPIENTS = 64
MAX_MANIFEST = 64 * 1024  # bytes of the signed manifest, as a compact JWS
MAX_SIGNATURES = 24 * 1024  # bytes of all persons' signatures together, chains of certificates included
MAX_PROTECTED = 1024  # letters of the protected header
MAX_ENTRY = 2048  # letters of one recipient's entry; the hybrid's encapsulated key takes 1 494 of them

MAX_CIPHERTEXT = (MAX_CONTENT + 1 + MAX_MANIFEST + 2) * 4 // 3 + 4
MAX_HEAD = MAX_RECIPIENTS * MAX_ENTRY + MAX_PROTECTED + 1024  # bytes of the envelope of a large parcel
MAX_PARCEL = MAX_CIPHERTEXT + MAX_HEAD  # bytes of a small parcel
