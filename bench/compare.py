#!/usr/bin/env python3
"""compare.py: runs the benchmarks and the peers in one go, and prints one table with ratios.

usage: bench/compare.py [--rounds N] [--build DIR] [--program PATH]

Takes bench_packets, bench_campaigns and write_mix from DIR (build/bench), pkttest from PATH (build/release/pkttest). Scapy and
UTscapy are Debian's, run by /usr/bin/python3. Times are medians of N rounds, pkttest and peers in turn, for
machines drift. A peer that is not installed gets a row that says so.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

PYTHON = "/usr/bin/python3"
TESTS = 1000

SCAPY_DISSECT = """
import sys, time
from scapy.all import RawPcapReader, Ether, IP, IPv6, TCP, UDP, DNS
frames = [data for data, _ in RawPcapReader(sys.argv[1])]
start = time.perf_counter()
for data in frames:
    p = Ether(data)
    read = [p.src]
    if IP in p: read += [p[IP].src, p[IP].dst, p[IP].ttl]
    elif IPv6 in p: read += [p[IPv6].src, p[IPv6].dst, p[IPv6].hlim]
    if TCP in p: read += [p[TCP].sport, p[TCP].dport]
    elif UDP in p: read += [p[UDP].sport, p[UDP].dport]
    if DNS in p: read.append(p[DNS].qd.qname)
print(len(frames) / (time.perf_counter() - start))
"""

SCAPY_BUILD = """
import time
from scapy.all import Ether, IP, TCP, raw
count = 3000
start = time.perf_counter()
for port in range(count):
    raw(Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02") / IP(src="192.0.2.1", dst="198.51.100.7")
        / TCP(sport=40000, dport=port, flags="S"))
print(count / (time.perf_counter() - start))
"""


def benchmarks(program, rounds):
    """The quantities of every benchmark of a program, by name: medians of interleaved rounds."""
    out = subprocess.run(
        [program, "--benchmark_format=json", "--benchmark_min_time=0.3", f"--benchmark_repetitions={rounds}",
         "--benchmark_enable_random_interleaving=true"],
        check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    return {run["run_name"]: run for run in json.loads(out)["benchmarks"] if run.get("aggregate_name") == "median"}


def scapy(program, *arguments):
    """What a Scapy program prints, a rate; None where Scapy is not installed."""
    run = subprocess.run([PYTHON, "-c", program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                         text=True, check=False)
    return float(run.stdout) if run.returncode == 0 else None


def seconds(command, folder):
    """The wall time of a command that must succeed, process start included; None where it is not there. What it
    keeps between runs goes to the folder: neither does it grow with the user's, nor the user's with it."""
    environment = {**os.environ, "XDG_CACHE_HOME": folder}
    start = time.perf_counter()
    try:
        subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return None
    return time.perf_counter() - start


def median_of_turns(commands, folder, rounds):
    """Each command's median time; the commands run in turn."""
    times = [[] for _ in commands]
    for _ in range(rounds):
        for kept, command in zip(times, commands):
            kept.append(seconds(command, folder))
    return [None if None in kept else statistics.median(kept) for kept in times]


def write_campaigns(folder):
    """The same trivial tests in both formats."""
    for name, blank in (("thousand.utc", ""), ("thousand.uts", "\n")):
        tests = "".join(f"{blank}= Test {i}\nassert 1 + 1 == 2\n" for i in range(TESTS))
        with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
            out.write(f"% A thousand tests\n{blank}+ All\n{tests}")


def campaigns(program, folder, rounds):
    """Seconds for pkttest on its own format, pkttest on UTscapy's, UTscapy, and `pkttest --version`."""
    write_campaigns(folder)
    return median_of_turns([
        [program, "run", "thousand.utc"],
        [program, "run", "thousand.uts"],
        [PYTHON, "-m", "scapy.tools.UTscapy", "-t", "thousand.uts", "-q", "-f", "text", "-o", "out.txt"],
        [program, "--version"],
    ], folder, rounds)


def rate(value):
    if value is None:
        return "not installed"
    for unit, size in (("M/s", 1e6), ("k/s", 1e3)):
        if value >= size:
            return f"{value / size:.1f} {unit}"
    return f"{value:.0f} /s"


def duration(value):
    if value is None:
        return "could not run"
    return f"{value * 1e3:.1f} ms" if value >= 1e-4 else f"{value * 1e6:.1f} us"


def ratio(ours, theirs):
    return "" if ours is None or theirs is None else f"{ours / theirs:.1f}x"


def rows(arguments):
    """(work, pkttest, peer's name, peer, ratio): above 1, pkttest is the faster one."""
    packets = benchmarks(f"{arguments.build}/bench/bench_packets", arguments.rounds)
    measured = {name.removesuffix("/real_time"): run.get("items_per_second") for name, run in packets.items()}
    per_test = {name: run["per_test"] for name, run in
                benchmarks(f"{arguments.build}/bench/bench_campaigns", arguments.rounds).items()}
    with tempfile.TemporaryDirectory() as folder:
        mix = os.path.join(folder, "mix.pcap")
        subprocess.run([f"{arguments.build}/bench/write_mix", mix, "5000"], check=True, stdout=subprocess.DEVNULL)
        scapy_dissect, scapy_build = scapy(SCAPY_DISSECT, mix), scapy(SCAPY_BUILD)
        own, borrowed, utscapy, start = campaigns(arguments.program, folder, arguments.rounds)
    for work, ours, peer, theirs in (
            ("dissect, six fields", "dissect_pkttest", "libtins", measured["dissect_libtins"]),
            ("dissect, six fields, prefetching", "dissect_ahead_pkttest", "libtins", measured["dissect_libtins"]),
            ("dissect, six fields, prefetching", "dissect_ahead_pkttest", "Scapy", scapy_dissect),
            ("the same from a file", "file_fields_pkttest", "libtins", measured["file_fields_libtins"]),
            ("reading a file alone", "file_read_pkttest", "libpcap", measured["file_read_libpcap"]),
            ("build Ether/IP/TCP fresh", "build_fresh_pkttest", "libtins", measured["build_fresh_libtins"]),
            ("the same, written with names", "build_written_pkttest", "libtins", measured["build_written_libtins"]),
            ("the same, written with names", "build_written_pkttest", "Scapy", scapy_build),
            ("the same packet, another port", "build_port_pkttest", "libtins", measured["build_port_libtins"]),
            ("another port, in the octets", "build_patched_pkttest", "libtins", measured["build_port_libtins"])):
        yield work, rate(measured[ours]), peer, rate(theirs), ratio(measured[ours], theirs)
    kept, bare = (packets["keep_packets/iterations:1"][name] for name in ("octets_kept", "octets_own"))
    yield "memory of a kept packet", f"{kept:.0f} octets", "its octets", f"{bare:.0f}", f"{kept / bare:.1f}x"
    for work, ours in ((f"campaign of {TESTS} tests, .utc", own), (f"campaign of {TESTS} tests, .uts", borrowed)):
        yield work, duration(ours), "UTscapy", duration(utscapy), ratio(utscapy, ours)
    yield "10000 tests read and checked", duration(per_test["check_usual/10000"] * 10000), "", "", ""
    yield "a trivial test, from file to end", duration(per_test["run_trivial/10000"]), "", "", ""
    yield "pkttest --version", duration(start), "", "", ""


def print_table(table):
    table = [("work", "pkttest", "peer", "peer's", "ratio"), *table]
    widths = [max(len(row[i]) for row in table) for i in range(5)]
    for number, row in enumerate(table):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")
        if number == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")


def main():
    parser = argparse.ArgumentParser(description="Measure pkttest beside its peers; print one table.")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of every measurement (5)")
    parser.add_argument("--build", default="build/bench", help="build folder of preset bench")
    parser.add_argument("--program", default="build/release/pkttest", help="the pkttest program")
    arguments = parser.parse_args()
    arguments.build = os.path.abspath(arguments.build)
    arguments.program = os.path.abspath(arguments.program)
    for path in (f"{arguments.build}/bench/bench_packets", arguments.program):
        if not os.path.exists(path):
            sys.exit(f"{path} is not there: run ./dev bench, which builds it")
    print_table(list(rows(arguments)))


if __name__ == "__main__":
    main()
