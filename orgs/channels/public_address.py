"""Whether an address belongs to the open internet. What does not is never called by a webhook."""

import ipaddress

_NOT_FOR_US = tuple(
    ipaddress.ip_network(each)
    for each in (
        "192.0.0.0/24", "192.88.99.0/24",  # protocol assignments; the relays of 6to4
        "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",  # Teredo and kin; documentation; 6to4
    )
)  # fmt: skip
_UNICAST = ipaddress.ip_network("2000::/3")  # all that is given out of IPv6; NAT64 and mapped addresses lie outside
_ISATAP = (0x0000_5EFE, 0x0200_5EFE)


def is_public(text: str) -> bool:
    """Whether a numeric address is one of the open internet, however it wraps another; False for what is no address."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if any(address in network for network in _NOT_FOR_US if network.version == address.version):
        return False
    if isinstance(address, ipaddress.IPv6Address):
        wraps = (int(address) >> 32) & 0xFFFF_FFFF in _ISATAP
        inner = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
        return address in _UNICAST and address.is_global and not (wraps and not is_public(str(inner)))
    return address.is_global and not (address.is_multicast or address.is_reserved)


def is_loopback(text: str) -> bool:
    try:
        return ipaddress.ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return False
