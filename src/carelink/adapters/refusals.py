"""What goes wrong with servers, in words: the same words for every kind of server."""

from __future__ import annotations

from carelink.errors import StorageError, UnreachableError, UsageError, Words


def unreachable(where: str) -> UnreachableError:
    """Return the exception for a server that does not answer, or stops in the middle."""
    return UnreachableError(
        Words(f"{where} に届きません。", f"{where} cannot be reached."),
        hint=Words(
            "回線と相手の稼働を確かめてください。送信箱の内容は失われず、次の送受信で渡します。",
            "Check the line and the server; nothing in the outbox is lost, the next run will deliver it.",
        ),
    )


def not_the_server(where: str) -> UnreachableError:
    """Return the exception for a server that cannot prove to be the one we know."""
    return UnreachableError(
        Words(
            f"{where} が、登録された相手であることを確かめられません。",
            f"{where} does not prove to be the server we know.",
        ),
        hint=Words(
            "相手の管理者に電話で確かめ、正しければ新しいホスト鍵や証明書を登録してください。何も送っていません。",
            "Ask its administrator by telephone; if it is right, record the new host key or certificate. "
            "Nothing was sent.",
        ),
    )


def not_allowed(where: str) -> UnreachableError:
    """Return the exception for a server that does not let us in, or not there."""
    return UnreachableError(
        Words(f"{where} が受け付けません。", f"{where} does not let us in."),
        hint=Words(
            "利用者名、鍵、クライアント証明書、フォルダーの権限を確かめてください。",
            "Check the user name, the key, the client certificate and the rights on the folder.",
        ),
    )


def nonsense(where: str) -> UnreachableError:
    """Return the exception for a server that answers, but not as it should."""
    return UnreachableError(
        Words(f"{where} の応答を理解できません。", f"{where} gives an answer that makes no sense."),
        hint=Words(
            "URL と、相手のサーバーの設定を確かめてください。", "Check the URL and how the server is set up."
        ),
    )


def changed(where: str) -> UnreachableError:
    """Return the exception for content that is not what its hash or size says."""
    return UnreachableError(
        Words(
            f"{where} から届いた内容が、途中で変わっています。", f"What {where} gave was changed on the way."
        ),
        hint=Words(
            "もう一度取り寄せてください。続くなら相手の管理者に知らせてください。",
            "Fetch it again; if that does not help, tell the server's administrator.",
        ),
    )


def full(where: str) -> StorageError:
    """Return the exception for a server without space."""
    return StorageError(
        Words(f"{where} に空き容量がありません。", f"{where} has no space left."),
        hint=Words(
            "相手の管理者に知らせてください。送信箱の内容は失われません。",
            "Tell its administrator; nothing in the outbox is lost.",
        ),
    )


def missing(extra: str) -> UsageError:
    """Return the exception for a channel whose library is not installed."""
    command = f"pip install 'carelink[{extra}]'"
    return UsageError(
        Words("この経路の部品が入っていません。", "Support for this channel is not installed."),
        hint=Words(command, command),
    )


def bad_url(example: str) -> UsageError:
    """Return the exception for a URL that does not say what the channel needs."""
    return UsageError(
        Words("経路の URL が正しくありません。", "The URL of the channel is not right."),
        hint=Words(f"例: {example}", f"For example: {example}"),
    )
