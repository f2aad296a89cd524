# Reads tshark_names.txt: which of our layers and fields are which of tshark's.
import fnmatch
import re


class Names:
    """Lines of the table; layers may be patterns (OSPF_*_LSA), lines that are indented belong to the one before:

    Ether = eth: dst=eth.dst …   a layer of ours begins tshark's protocol eth
    DNSRR in dns: type=dns.resp.type …   a layer, or a packet in a field, is part of it
    TCP:MSS in tcp: value=tcp.options.mss_val   an option that is a tuple
    neutral: NAME …   protocols of tshark's that stand for nothing of their own
    unseen: LAYER …   layers of ours that tshark shows as fields: they and what they hold are left out
    same NAME: PROTOCOL   a second name of tshark's
    reason PROTOCOL count: TEXT   why tshark may see another number of these: such packets are set apart

    A field of ours that a layer has not is left out; ihl*4=… compares four times its value; of a|b tshark shows
    either, of a&0x1ff these bits count. What is part of a protocol (`in`) must be there where tshark shows it.
    """

    def __init__(self, path):
        self.neutral, self.unseen, self.reasons, self.lines, self.found = set(), set(), {}, [], {}
        self.parts, self.same = set(), {}
        self.of_protocol = {}  # protocol: its fields that are compared, in order
        for line in self.logical_lines(path):
            self.read(line)
        self.protocols = set(self.of_protocol)

    @staticmethod
    def logical_lines(path):
        out = []
        for line in path.read_text().splitlines():
            text = line.split("#")[0].rstrip()
            if text[:1].isspace():
                out[-1] += " " + text.strip()
            elif text:
                out.append(text)
        return out

    def read(self, line):
        head, _, rest = (line + " ").partition(": ")
        if head == "neutral":
            self.neutral |= set(rest.split())
        elif head == "unseen":
            self.unseen |= set(rest.split())
        elif head.startswith("reason "):
            self.reasons[head.split()[1]] = rest.strip()
        elif head.startswith("same "):
            self.same[head.split()[1]] = rest.strip()
        else:
            layers, relation, protocol = re.fullmatch(r"(.+) (=|in) (\S+)", head).groups()
            pairs = [(*ours.partition("*")[::2], theirs) for ours, theirs in (pair.split("=") for pair in rest.split())]
            self.lines.append((layers.split(), relation == "=", protocol, pairs))
            for _, _, field in pairs:
                if relation == "in":
                    self.parts.add(field)
                self.of_protocol.setdefault(protocol, {})[field] = None
            self.of_protocol.setdefault(protocol, {})

    def of(self, layer):
        """(protocol, whether the layer begins it, [(our field, factor, tshark's)]) of a layer; else None."""
        if layer not in self.found:
            self.found[layer] = self.find(layer)
        return self.found[layer]

    def find(self, layer):
        matches = fnmatch.fnmatchcase if ":" not in layer else str.__eq__
        lines = [line for line in self.lines if any(matches(layer, one) for one in line[0])]
        if not lines:
            return None
        return lines[0][2], any(begins for _, begins, _, _ in lines), [pair for line in lines for pair in line[3]]
