"""``python -m carelink`` is the same as ``carelink``."""

from carelink.cli import main

if __name__ == "__main__":
    main()
