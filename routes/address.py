"""The address that a request comes from."""

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.requests import Request

ONE_SITE = 64  # bits: whoever has one IPv6 address has all that share them


def source_of(request: Request) -> str | None:
    """Whom the requests of one address are counted under; None for this machine itself, which is a proxy or its owner.

    The server has put in place what a proxy says, if the settings trust the proxy.
    """
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host or None
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            address = address.ipv4_mapped
        elif not address.is_loopback:
            return str(ip_network((address, ONE_SITE), strict=False))
    return None if address.is_loopback else str(address)
