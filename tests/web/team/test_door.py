"""Signing in and out (threat T9): links work once and for a short time, sessions end, forms of others are refused."""

import re

import pytest

from tests.web.site import Site
from tests.web.team.colleague import Colleague


@pytest.fixture
async def link(site: Site) -> str:
    return await site.app.link_for_this_machine()


async def test_the_link_leads_to_a_button_and_the_button_in(site: Site, link):
    async with Colleague(site.url) as ann:
        status, _, page = await ann.asks("GET", re.sub("http://[^/]+", "", link))
        assert status == 200
        assert "Jetzt anmelden" in page
        assert (await ann.opens(link))[:2] == (303, "/team")
        assert "Dieser Rechner" in await ann.sees("/team")
