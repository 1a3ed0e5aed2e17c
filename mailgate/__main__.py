"""`mailgate` and `python -m mailgate`."""

from mailgate.cli.app import main

if __name__ == "__main__":
    main()
