// Wireshark's opinion: what tshark reads in frames built here, and in captures, is what the tables read.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "expression.h"
#include "framework/net/capture.h"
#include "framework/packet/packet.h"

namespace pkttest {
namespace {

/// A field that both know. tshark writes numbers in decimal or as 0x…, addresses and names as text.
struct Known {
    const char* tshark;
    const char* layer;
    const char* field;
    bool is_text = false;
};
constexpr Known known[] = {
    {"eth.dst", "Ether", "dst", true},
    {"eth.src", "Ether", "src", true},
    {"eth.type", "Ether", "type"},
    {"vlan.id", "Dot1Q", "vlan"},
    {"vlan.priority", "Dot1Q", "prio"},
    {"arp.opcode", "ARP", "op"},
    {"arp.src.hw_mac", "ARP", "hwsrc", true},
    {"arp.src.proto_ipv4", "ARP", "psrc", true},
    {"arp.dst.proto_ipv4", "ARP", "pdst", true},
    {"ip.src", "IP", "src", true},
    {"ip.dst", "IP", "dst", true},
    {"ip.id", "IP", "id"},
    {"ip.ttl", "IP", "ttl"},
    {"ip.proto", "IP", "proto"},
    {"ip.len", "IP", "len"},
    {"ip.checksum", "IP", "chksum"},
    {"ipv6.src", "IPv6", "src", true},
    {"ipv6.dst", "IPv6", "dst", true},
    {"ipv6.hlim", "IPv6", "hlim"},
    {"ipv6.nxt", "IPv6", "nh"},
    {"ipv6.flow", "IPv6", "fl"},
    {"icmp.type", "ICMP", "type"},
    {"icmp.code", "ICMP", "code"},
    {"icmp.checksum", "ICMP", "chksum"},
    {"udp.srcport", "UDP", "sport"},
    {"udp.dstport", "UDP", "dport"},
    {"udp.length", "UDP", "len"},
    {"udp.checksum", "UDP", "chksum"},
    {"tcp.srcport", "TCP", "sport"},
    {"tcp.dstport", "TCP", "dport"},
    {"tcp.seq_raw", "TCP", "seq"},
    {"tcp.ack_raw", "TCP", "ack"},
    {"tcp.window_size_value", "TCP", "window"},
    {"tcp.checksum", "TCP", "chksum"},
    {"tcp.urgent_pointer", "TCP", "urgptr"},
};
/// What tshark finds of checksums: 1 is good, 0 bad. Asked of frames built here.
constexpr const char* verdicts[] = {"ip.checksum.status", "icmp.checksum.status", "icmpv6.checksum.status",
                                    "udp.checksum.status", "tcp.checksum.status"};

constexpr const char* built_here[] = {
    "Ether(src='02:00:00:00:00:01')/ARP(psrc='192.0.2.1', pdst='192.0.2.2')",
    "Ether()/Dot1Q(vlan=42, prio=5)/IP(src='192.0.2.1', dst='192.0.2.2')/UDP(sport=7, dport=9)/'odd'",
    "Ether()/IP(src='192.0.2.1', dst='198.51.100.7', ttl=3, id=77)/ICMP(type=8, id=1, seq=2)/'ping'",
    "Ether()/IP(src='192.0.2.1', dst='198.51.100.7', options=[IPOption_Router_Alert()])/UDP()/'x'",
    "Ether()/IP(src='192.0.2.1', dst='198.51.100.7')/TCP(sport=1025, dport=80, seq=7, flags='S', "
    "options=[('MSS', 1460), ('NOP', None), ('WScale', 7), ('Timestamp', (1, 2))])",
    "Ether()/IP(src='192.0.2.1', dst='198.51.100.7')/TCP(dport=81, ack=9, flags='PA', window=512)/'data'",
    "Ether()/IP(src='192.0.2.1', dst='198.51.100.7')/ICMP(type=3, code=1)/"
    "IPerror(src='198.51.100.7', dst='192.0.2.9')/UDPerror(sport=5, dport=6)",
    "Ether()/IPv6(src='2001:db8::1', dst='2001:db8::2', fl=5)/UDP(sport=53, dport=5300)/'abc'",
    "Ether()/IPv6(src='2001:db8::1', dst='2001:db8::2')/TCP(flags='SA', seq=1, ack=2)",
    "Ether()/IPv6(src='2001:db8::1', dst='2001:db8::2')/IPv6ExtHdrHopByHop(options=[RouterAlert()])/"
    "UDP(sport=1, dport=9)/'abc'",
    "Ether()/IPv6(src='2001:db8::1', dst='2001:db8::2')/"
    "IPv6ExtHdrRouting(addresses=['2001:db8::3'])/UDP(sport=1, dport=9)/'abcd'",
    "Ether()/IPv6(src='2001:db8::1', dst='2001:db8::2')/ICMPv6EchoRequest(id=1, seq=2, data=b'abc')",
    "Ether()/IPv6(src='fe80::1', dst='ff02::1:ff00:2')/ICMPv6ND_NS(tgt='fe80::2')/"
    "ICMPv6NDOptSrcLLAddr(lladdr='02:00:00:00:00:01')",
    "Ether()/IPv6(src='fe80::1', dst='ff02::1')/ICMPv6ND_RA()/ICMPv6NDOptPrefixInfo(prefix='2001:db8::')/"
    "ICMPv6NDOptMTU(mtu=1400)",
    "Ether()/IP(src='192.0.2.1', dst='198.51.100.7')/AH(icv=b'123456789012')/UDP(sport=1, dport=9)/'abc'",
    "Ether()/IP(src='192.0.2.1', dst='198.51.100.7')/UDP()/DNS(qd=[DNSQR(qname='example.com')])",
};

/// Lines that a command writes, each split at tabs.
std::vector<std::vector<std::string>> table_of(const std::string& command_line) {
    std::FILE* pipe = ::popen(command_line.c_str(), "r");
    std::vector<std::vector<std::string>> out(1, {""});
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
        if (c == '\n')
            out.push_back({""});
        else if (c == '\t')
            out.back().push_back("");
        else
            out.back().back() += static_cast<char>(c);
    }
    ::pclose(pipe);
    out.pop_back();
    return out;
}

bool has_tshark() { return std::system("command -v tshark >/dev/null 2>&1") == 0; }

/// A file of the test's own with these frames.
class FrameFile {
 public:
    explicit FrameFile(const std::vector<Octets>& frames)
        : path_(fmt::format("{}/pkttest-tshark-{}.pcapng", testing::TempDir(),
                            testing::UnitTest::GetInstance()->random_seed() + ++count)) {
        net::CaptureWriter writer(path_);
        writer.add_interface("test", 1);
        for (const Octets& octets : frames) {
            net::Frame frame;
            frame.bytes = octets;
            frame.wire_length = static_cast<std::uint32_t>(octets.size());
            writer.write(0, frame);
        }
        writer.close();
    }
    ~FrameFile() { std::filesystem::remove(path_); }
    const std::string& path() const { return path_; }

 private:
    static inline int count = 0;
    std::string path_;
};

/// tshark's values of the known fields and verdicts, a row a frame; the outermost value of each.
std::vector<std::vector<std::string>> ask_tshark(const std::vector<Octets>& frames) {
    const FrameFile file(frames);
    std::string command_line =
        "tshark -n -r '" + file.path() +
        "' -T fields -E occurrence=f -E separator=/t -o ip.check_checksum:TRUE -o tcp.check_checksum:TRUE"
        " -o udp.check_checksum:TRUE -o ip.defragment:FALSE -o tcp.desegment_tcp_streams:FALSE"
        " -o tcp.relative_sequence_numbers:FALSE -o ip.tso_support:FALSE";
    for (const Known& row : known) command_line += fmt::format(" -e {}", row.tshark);
    for (const char* verdict : verdicts) command_line += fmt::format(" -e {}", verdict);
    return table_of(command_line + " 2>/dev/null");
}

/// Where tshark's value of a field is not ours; empty where it is, or where either has none.
std::string disagreement(const Packet& packet, const Known& row, const std::string& theirs) {
    const auto at = packet.find(*find_protocol(row.layer));
    if (!at || theirs.empty()) return {};
    const std::string ours =
        row.is_text ? packet[*at].text(row.field) : fmt::format("{}", packet[*at].integer(row.field));
    const std::string read = row.is_text ? theirs : fmt::format("{}", std::stoull(theirs, nullptr, 0));
    return ours == read ? ""
                        : fmt::format("{} is {}, {}.{} {}; ", row.tshark, read, row.layer, row.field, ours);
}

std::string disagreements(const Packet& packet, const std::vector<std::string>& theirs) {
    std::string out;
    for (std::size_t i = 0; i < std::size(known); ++i) out += disagreement(packet, known[i], theirs[i]);
    return out;
}

/// Fields of layers that are there and that tshark does not see.
std::string unread(const Packet& packet, const std::vector<std::string>& theirs) {
    std::string out;
    for (std::size_t i = 0; i < std::size(known); ++i)
        if (theirs[i].empty() && packet.find(*find_protocol(known[i].layer)))
            out += fmt::format("{} ", known[i].tshark);
    return out;
}

TEST(Tshark, ReadsWhatIsBuilt) {
    if (!has_tshark()) GTEST_SKIP() << "tshark is not installed";
    std::vector<Octets> frames;
    for (const char* expression : built_here) frames.push_back(packet_of(expression).build());
    const auto rows = ask_tshark(frames);
    ASSERT_EQ(rows.size(), frames.size());
    for (std::size_t i = 0; i < frames.size(); ++i) {
        const Packet packet = Packet::dissect(frames[i], *find_protocol("Ether"));
        EXPECT_EQ(disagreements(packet, rows[i]), "") << built_here[i];
        for (std::size_t v = 0; v < std::size(verdicts); ++v)
            EXPECT_NE(rows[i][std::size(known) + v], "0") << verdicts[v] << " of " << built_here[i];
        EXPECT_EQ(unread(packet, rows[i]), "") << built_here[i];
    }
}

/// The first frames of every Ethernet capture in the folder, those that are whole.
std::vector<Octets> sample_of_captures(const std::filesystem::path& folder) {
    constexpr std::size_t of_each = 12;
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<Octets> out;
    for (const auto& path : paths) try {
            net::CaptureReader reader(path.string());
            std::size_t taken = 0;
            for (net::CapturedFrame frame; taken < of_each && reader.next(frame);) {
                if (frame.link_type != 1 || frame.frame.bytes.size() < frame.frame.wire_length) continue;
                out.push_back(std::move(frame.frame.bytes));
                ++taken;
            }
        } catch (const std::runtime_error&) {
            continue;  // Not a capture, or a malformed one: other tests look at these.
        }
    return out;
}

TEST(Tshark, ReadsCapturesAlike) {
    const char* variable = std::getenv("PKTTEST_CAPTURES");
    const std::filesystem::path folder = variable != nullptr ? variable : SOURCE_DIR "/../shared/captures";
    if (!has_tshark()) GTEST_SKIP() << "tshark is not installed";
    if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << folder << " is not there";
    const auto frames = sample_of_captures(folder);
    const auto rows = ask_tshark(frames);
    ASSERT_EQ(rows.size(), frames.size());
    std::size_t with_ip = 0;
    for (std::size_t i = 0; i < frames.size(); ++i) {
        const Packet packet = Packet::dissect(frames[i], *find_protocol("Ether"));
        EXPECT_EQ(disagreements(packet, rows[i]), "") << summary(packet) << "\n" << hexdump(frames[i]);
        if (packet.find(*find_protocol("IP")) && unread(packet, rows[i]).empty()) ++with_ip;
    }
    EXPECT_GT(with_ip, 0u);
    RecordProperty("frames", static_cast<int>(frames.size()));
    RecordProperty("read by both with all fields", static_cast<int>(with_ip));
}

}  // namespace
}  // namespace pkttest
