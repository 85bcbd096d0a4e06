"""Mail as a channel: out by SMTP, in by IMAP or from a Maildir. The parcel is an attachment, sealed as ever.

    mail:///etc/carelink/mail.toml

The file says which servers, which mailbox, and which address each member has (``settings``).
"""

from carelink.adapters.mail.channel import MailAdapter, channel

__all__ = ["MailAdapter", "channel"]
