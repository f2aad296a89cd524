# One packet as tshark (PDML) and as pkttest (show --json) read it: instances of protocols with their fields,
# and where these differ.
import collections
import ipaddress
import re

MALFORMED = ("_ws.malformed", "_ws.short")
QUOTING = ("icmp", "icmpv6")  # They quote the packet that they are about.
LISTED = "RR type in bit map"  # Types that a record lists under the name of its own.
QUOTED = ("ip", "ipv6", "icmp", "icmpv6", "udp", "tcp")  # What pkttest reads of it.


class Instance:
    """A protocol in a packet: tshark's name, and values by tshark's field names."""

    def __init__(self, protocol):
        self.protocol = protocol
        self.values = collections.defaultdict(list)
        self.malformed = False
        self.quoted = False


# ---- tshark ------------------------------------------------------------------------------------------------


def of_tshark(packet):
    """The protocols of a PDML packet in the order in which they stand."""
    out = []
    for element in packet:
        walk_tshark(element, out, None)
    return out


def walk_tshark(element, out, inside):
    name = element.get("name")
    if element.tag == "proto" and name not in ("geninfo", "frame"):
        inside = Instance(name)
        inside.quoted = any(one.protocol in QUOTING for one in out)
        if name in MALFORMED:
            if out:
                out[-1].malformed = True
        elif name != "fake-field-wrapper":
            out.append(inside)
    elif element.tag == "field" and inside is not None:
        if name in MALFORMED:
            inside.malformed = True
        if not element.get("showname", "").startswith(LISTED):
            inside.values[name].append((element.get("show", ""), element.get("value", "")))
    for child in element:
        walk_tshark(child, out, inside)


# ---- pkttest -----------------------------------------------------------------------------------------------


def of_pkttest(packet, names):
    out = []
    for layer in packet["layers"]:
        add_record(layer["layer"], layer["fields"], names, out)
    return out


def add_record(name, fields, names, out):
    """A layer, or a packet in a field: its own values, then those of what its fields hold."""
    if name in names.unseen:
        return
    known = names.of(name)
    if known is not None:
        protocol, begins, pairs = known
        instance = next((one for one in reversed(out) if one.protocol == protocol), None)
        if begins or instance is None:
            instance = Instance(protocol)
            out.append(instance)
        for field, factor, theirs in pairs:
            if field in fields:
                values = scalars(fields[field])
                instance.values[theirs] += [value * int(factor) for value in values] if factor else values
    for value in fields.values():
        add_nested(name, value, names, out)


def add_nested(owner, value, names, out):
    if isinstance(value, dict) and "_" in value:
        add_record(value["_"], value, names, out)
    elif isinstance(value, list):
        if value and isinstance(value[0], str) and names.of(f"{owner}:{value[0]}") is not None:
            add_record(f"{owner}:{value[0]}", {"value": value[1:]}, names, out)
        for item in value:
            add_nested(owner, item, names, out)


def scalars(value):
    """The plain values in a field's value; packets are records of their own."""
    if value is None or isinstance(value, dict) and "_" in value:
        return []
    if isinstance(value, list):
        return [one for item in value for one in scalars(item)]
    if isinstance(value, dict):
        if "bytes" in value:
            return [bytes.fromhex(value["bytes"])]
        return scalars(value.get("int") and int(value["int"]) or value.get("decimal"))
    return [value]


# ---- both --------------------------------------------------------------------------------------------------


def number(text, base=0):
    try:
        return int(text, base)
    except ValueError:
        return {"True": 1, "False": 0}.get(text)


def same(mine, theirs):
    """Whether a value of ours is what tshark shows; it writes numbers, addresses and octets in many forms."""
    show, octets = theirs
    if isinstance(mine, (int, float)) and not isinstance(mine, bool):
        if isinstance(mine, float):
            return re.match(r"[-0-9.]+", show) is not None and abs(float(re.match(r"[-0-9.]+", show)[0]) - mine) < 1e-3
        return mine in (number(show), number(octets, 16), number(show, 10), number(show, 8))
    if isinstance(mine, str):
        return text_form(mine) == text_form(show) or mine.encode("latin-1").hex() == octets
    plain = mine.hex()
    return plain in (octets, show.replace(":", "").lower()) or text_form(mine.decode("latin-1")) == text_form(show)


def text_form(text):
    """Addresses in one form; names without their final dot."""
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return text.lower().replace("<root>", "").rstrip(".\0").replace("-", ":")


def difference(mine, theirs, known, parts):
    """The first field in which two instances differ, in words; empty where they agree."""
    for field in known:
        wanted = shown(theirs, field)
        left = list(mine.values.get(field, ()))
        if not wanted or field not in mine.values and field not in parts:
            continue
        unmatched = [value for value in wanted if not take(left, value)]
        if unmatched or left:
            seen = [show or octets for show, octets in unmatched]
            return f"{field}: {shorten(left or '-')}, tshark {shorten(seen or '-')}"
    return ""


def shown(theirs, field):
    """What tshark shows of a field: the values of its alternatives, the bits that count."""
    names, _, mask = field.partition("&")
    values = [value for name in names.split("|") for value in theirs.values.get(name, ())]
    if mask:
        values = [(str(number(show) & int(mask, 0)), "") for show, _ in values]
    return values


def take(values, wanted):
    for at, value in enumerate(values):
        if same(value, wanted):
            del values[at]
            return True
    return False


def shorten(value):
    text = str(value)
    return text if len(text) < 90 else text[:87] + "..."


def compare(packet, theirs, names):
    """(protocol, verdict, text) of every protocol of the table that either sees. What tshark finds inside a
    protocol that is not in the table is beyond; where it says malformed, the rest of the packet is set apart."""
    mine = of_pkttest(packet, names)
    seen, beyond, malformed = [], set(), set()
    foreign = ""
    for instance in theirs:
        if instance.quoted and instance.protocol not in QUOTED:
            continue
        instance.protocol = names.same.get(instance.protocol, instance.protocol)
        if instance.protocol in names.protocols:
            seen.append(instance)
            if foreign:
                beyond.add(instance.protocol)
        elif instance.protocol not in names.neutral:
            foreign = foreign or instance.protocol
        if instance.malformed:
            malformed.add(instance.protocol)
    broken = bool(malformed) or any(instance.malformed for instance in theirs)
    layers = "/".join(layer["layer"] for layer in packet["layers"])
    for protocol in dict.fromkeys(one.protocol for one in mine + seen):
        left = [one for one in mine if one.protocol == protocol]
        right = [one for one in seen if one.protocol == protocol]
        text = ""
        if len(left) != len(right):
            stack = "/".join(one.protocol for one in theirs)
            text = f"{len(left)} times, tshark {len(right)}: {shorten(layers)}, tshark {shorten(stack)}"
        else:
            for a, b in zip(left, right):
                text = text or difference(a, b, names.of_protocol[protocol], names.parts)
        if not text:
            verdict = "agree"
        elif protocol in beyond:
            verdict, text = "beyond", f"inside {foreign}; {text}"
        elif protocol in malformed or broken and (packet["malformed"] or len(left) != len(right)):
            verdict = "malformed"
        elif protocol in names.reasons and len(left) != len(right):
            verdict, text = "beyond", f"{names.reasons[protocol]}; {text}"
        else:
            verdict = "disagree"
        yield protocol, verdict, text
