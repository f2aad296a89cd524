#!/usr/bin/env python3
# Compares what pkttest reads in captures with what tshark reads, packet by packet and field by field, and prints
# a table by protocol. tshark_names.txt beside it says which of our layers and fields are which of tshark's.
"""Compare the layers and fields of captures with tshark's.

    tshark_agreement.py --pkttest build/release/pkttest FOLDER-or-CAPTURE-or-VECTORS.jsonl ...

Exit codes: 0 agreement reaches the threshold, 1 it does not, 4 wrong usage, 77 tshark is missing."""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

import packets
from names import Names

PREFERENCES = ["ip.defragment:FALSE", "ipv6.defragment:FALSE", "tcp.desegment_tcp_streams:FALSE",
               "tcp.relative_sequence_numbers:FALSE", "sctp.reassembly:FALSE", "sctp.relative_tsns:FALSE",
               "tcp.analyze_sequence_numbers:FALSE"]
PORTS = ["udp.port==8472,vxlan"]  # Linux's port of before the assignment.
SKIPPED = 77


class Tally:
    """The counts of one protocol, and its first examples."""

    def __init__(self):
        self.counts = collections.Counter()
        self.examples = collections.defaultdict(list)

    def add(self, verdict, example):
        self.counts[verdict] += 1
        if verdict != "agree":
            self.examples[verdict].append(example)

    def merge(self, other):
        self.counts += other.counts
        for verdict, examples in other.examples.items():
            self.examples[verdict] += examples


def ours(program, capture):
    """The packets of a capture as pkttest reads them."""
    run = subprocess.run([program, "show", "--json", capture], capture_output=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def theirs(capture):
    """The packets of a capture as tshark reads them: one PDML element each."""
    command = ["tshark", "-n", "-r", str(capture), "-T", "pdml"]
    for preference in PREFERENCES:
        command += ["-o", preference]
    for port in PORTS:
        command += ["-d", port]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            for _, element in tree.iterparse(process.stdout):
                if element.tag == "packet":
                    yield packets.of_tshark(element)
                    element.clear()
        except tree.ParseError:  # A capture that tshark refuses has no end of document.
            return


def compare_capture(program, capture, names):
    tallies = collections.defaultdict(Tally)
    mine = ours(program, capture)
    number = 0
    for number, (left, right) in enumerate(zip(mine, theirs(capture)), 1):
        for protocol, verdict, text in packets.compare(left, right, names):
            tallies[protocol].add(verdict, f"{pathlib.Path(capture).name} {number}: {text}")
    return number, tallies


LINK_TYPES = {"Ether": 1, "IP": 228, "IPv6": 229, "CookedLinux": 113, "CookedLinuxV2": 276, "RadioTap": 127,
              "Dot11": 105, "HDLC": 50, "Dot15d4FCS": 195, "Dot15d4": 230, "HCI_Hdr": 187, "PPI": 192,
              "PrismHeader": 119, "Loopback": 0, "CHDLC": 104}


def write_captures(vectors, folder):
    """Captures of the vectors that are whole frames, one of each group and link type: tshark remembers the ports of
    the frames before."""
    frames = collections.defaultdict(list)
    for line in open(vectors, encoding="utf-8"):
        vector = json.loads(line)
        link_type = LINK_TYPES.get(vector.get("first"))
        if link_type is not None and vector["variant"] != "truncated":
            frames[vector["proto"], link_type].append(bytes.fromhex(vector["hex"]))
    for (group, link_type), octets in sorted(frames.items()):
        path = pathlib.Path(folder) / f"{group}-{link_type}.pcap"
        with open(path, "wb") as out:
            out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 0x40000, link_type))
            for number, frame in enumerate(octets):
                out.write(struct.pack("<IIII", number, 0, len(frame), len(frame)) + frame)
        yield str(path)


def captures_of(arguments, folder):
    for given in arguments:
        path = pathlib.Path(given)
        if path.suffix == ".jsonl":
            yield from write_captures(path, folder)
        elif path.is_dir():
            yield from sorted(str(file) for file in path.iterdir() if re.search(r"\.p?cap(ng)?$", file.name))
        else:
            yield str(path)


def share(tally):
    compared = tally.counts["agree"] + tally.counts["disagree"]
    return 100.0 if compared == 0 else 100.0 * tally.counts["agree"] / compared


def print_table(tallies, examples):
    print(f"{'protocol':<14}{'packets':>8}{'agree':>8}{'disagree':>9}{'share':>8}{'malformed':>11}{'beyond':>8}")
    total = Tally()
    for protocol, tally in sorted(tallies.items(), key=lambda item: (share(item[1]), item[0])):
        print_row(protocol, tally)
        total.merge(tally)
        for verdict in ("disagree", "malformed", "beyond") if examples < 0 else ("disagree",):
            for example in tally.examples[verdict][: abs(examples)]:
                print(f"    {verdict + ': ' if verdict != 'disagree' else ''}{example}")
    print_row("all", total)
    return total


def print_row(protocol, tally):
    counts = tally.counts
    print(f"{protocol:<14}{sum(counts.values()):>8}{counts['agree']:>8}{counts['disagree']:>9}{share(tally):>7.1f}%"
          f"{counts['malformed']:>11}{counts['beyond']:>8}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="+", help="captures, folders of them, or vectors (.jsonl)")
    parser.add_argument("--pkttest", default="build/release/pkttest", help="the program")
    parser.add_argument("--threshold", type=float, default=98.0, help="percent that must agree")
    parser.add_argument("--examples", type=int, default=3, help="of each protocol; below 0: also of what is set apart")
    parser.add_argument("--protocol", help="only this one of tshark's")
    options = parser.parse_args()
    if shutil.which("tshark") is None:
        print("tshark is not installed: nothing is compared")
        return SKIPPED
    names = Names(pathlib.Path(__file__).with_name("tshark_names.txt"))
    tallies = collections.defaultdict(Tally)
    frames = 0
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        captures = list(captures_of(options.what, folder))
        jobs = [pool.submit(compare_capture, options.pkttest, capture, names) for capture in captures]
        for job in jobs:
            count, found = job.result()
            frames += count
            for protocol, tally in found.items():
                if options.protocol in (None, protocol):
                    tallies[protocol].merge(tally)
    total = print_table(tallies, options.examples)
    print(f"{frames} packets of {len(captures)} captures")
    if frames == 0:
        print("nothing was compared")
        return 1
    return 0 if share(total) >= options.threshold else 1


if __name__ == "__main__":
    sys.exit(main())
