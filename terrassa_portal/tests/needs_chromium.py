"""Say what to install when there is no Chromium."""

import sys

from terrassa_portal.tests.browser_page import find_chromium

if __name__ == "__main__" and find_chromium() is None:
    sys.exit("The browser tests need Chromium. Install it with: make browser")
