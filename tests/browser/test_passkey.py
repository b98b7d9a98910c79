"""A manager of an empty installation chooses a password, adds a passkey and then signs in with it alone."""

from __future__ import annotations

import re
from urllib.parse import urlparse

import pytest

pytestmark = pytest.mark.browser
PASSWORD = "bốn từ khác nhau hẳn"
EMAIL = "passkey@example.org"


@pytest.fixture
def authenticator(page):
    """A device with a fingerprint, made by the browser itself."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )["authenticatorId"]
    return lambda works: session.send("WebAuthn.setUserVerified", {"authenticatorId": made, "isUserVerified": works})


def test_a_passkey_is_added_and_signs_in_alone(site, page, axe, authenticator):
    told = site.run("people", "create", EMAIL, "--name", "Khóa Thử", "--role", "programme_manager", "--language", "en")
    link = urlparse(re.search(r"http\S+", told).group(0)).path

    page.goto(link)
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("New password again").fill(PASSWORD)
    page.get_by_role("button", name="Save the password").click()
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()

    page.wait_for_url("**/accounts/2fa/")  # staff are led here
    assert axe(page) == []
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name of the device").fill("my laptop")
    page.get_by_role("main").get_by_role("button", name="Add").click()
    page.wait_for_url("**/accounts/2fa/recovery-codes/")
    assert page.locator("main li code").count() == 10

    page.goto("/account/")
    page.get_by_text("added a passkey").wait_for()
    assert axe(page) == []
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Sign out").click()

    page.goto("/accounts/login/")
    authenticator(False)  # the finger is not known
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("The passkey did not work").wait_for()
    authenticator(True)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.locator("details.menu summary").wait_for()
    page.goto("/people/")
    page.get_by_role("heading", name="People").wait_for()
