// Verdicts that rest on packets which did not come: only where none can have been missed.
#include <gmock/gmock.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "framework/net/capture.h"
#include "framework/runner/runner.h"

namespace pkttest::runner {
namespace {

using testing::HasSubstr;
using Verdicts = std::map<std::string, Verdict>;

/// Runs a campaign's text on a capture of three UDP packets, 10 ms apart, of which `cut` octets are missing.
class Certainty : public testing::Test {
 protected:
    Certainty() {
        std::string name = (std::filesystem::temp_directory_path() / "pkttest-certain-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
    }
    ~Certainty() override { std::filesystem::remove_all(folder_); }

    /// `snap`: octets kept of each packet.
    void write_capture(std::size_t cut, std::size_t snap = 42) const {
        const std::string path = (folder_ / "a.pcap").string();
        net::CaptureWriter writer(path, net::CaptureWriter::Format::pcap);
        writer.add_interface("lan", 1);
        const std::string octets(
            "\xff\xff\xff\xff\xff\xff\2\0\0\0\0\1\x08\0\x45\0\0\x1c\0\1\0\0\x40\x11\0\0\xc0\0\2\1\xc0\0\2\2"
            "\0\x35\x12\x34\0\x08\0\0",
            42);
        for (int i = 0; i < 3; ++i) {
            net::Frame frame;
            frame.bytes.assign(octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(snap));
            frame.wire_length = 42;
            frame.time = std::chrono::milliseconds(10 * i);
            writer.write(0, frame);
        }
        writer.close();
        std::filesystem::resize_file(path, std::filesystem::file_size(path) - cut);
    }

    Verdicts run_text(const std::string& text, RunOptions options = {}) {
        const std::string path = (folder_ / "a.utc").string();
        std::ofstream(path) << "link lan = \"pcap:" + (folder_ / "a.pcap").string() + "\"\n" + text;
        options.files = {path};
        Verdicts out;
        std::string said;
        run(
            options,
            [&](const Event& event) {
                if (const auto* one = std::get_if<TestFinished>(&event)) {
                    out[one->id] = one->verdict;
                    reason_ = one->reason;
                }
            },
            [&](const std::string& text_said) { said += text_said; });
        EXPECT_EQ(said, "");
        return out;
    }

    std::filesystem::path folder_;
    std::string reason_;  ///< Of the last test.
};

constexpr const char* campaign =
    "= To the end\nexpect no IP()/TCP() on lan for 1s\n"
    "= Before the end\nexpect no IP()/TCP() on lan for 5ms\n"
    "= What came\nexpect IP()/UDP() on lan within 1s\n"
    "= At most three\nexpect IP()/UDP() on lan within 1s times (1, 3)\n"
    "= Counted\nsniff IP()/TCP() on lan for 1s as packets\ncheck not packets\n"
    "= Unanswered\nsr1 IP(src=\"192.0.2.9\", dst=\"192.0.2.1\")/ICMP() on lan as reply\ncheck reply is "
    "None\n";

TEST_F(Certainty, AWholeCaptureSaysWhatIsNotThere) {
    write_capture(0);
    EXPECT_EQ(run_text(campaign), (Verdicts{{"a.To the end", Verdict::passed},
                                            {"a.Before the end", Verdict::passed},
                                            {"a.What came", Verdict::passed},
                                            {"a.At most three", Verdict::passed},
                                            {"a.Counted", Verdict::passed},
                                            {"a.Unanswered", Verdict::passed}}));
}

TEST_F(Certainty, ACutCaptureSaysItOfWhatCameBeforeItsEndOnly) {
    write_capture(5);
    EXPECT_EQ(run_text(campaign), (Verdicts{{"a.To the end", Verdict::inconclusive},
                                            {"a.Before the end", Verdict::passed},
                                            {"a.What came", Verdict::passed},
                                            {"a.At most three", Verdict::inconclusive},
                                            {"a.Counted", Verdict::inconclusive},
                                            {"a.Unanswered", Verdict::inconclusive}}));
    EXPECT_THAT(reason_, HasSubstr("ends in the middle of a record"));
}

/// What a capture of so many octets of UDP packets (ports 53 and 4660) leaves open.
struct Snapped {
    std::size_t snap;
    const char* pattern;
    Verdict verdict;
};
constexpr Snapped snapped[] = {
    {42, "IP()/TCP()", Verdict::passed},
    {41, "IP()/TCP()", Verdict::passed},  // The last octet of the checksum.
    {41, "UDP(dport=4661)", Verdict::passed},
    {41, "UDP(dport=4660, chksum=7)", Verdict::inconclusive},
    {36, "UDP(sport=53, dport=99)", Verdict::inconclusive},
    {36, "UDP(sport=54, dport=99)", Verdict::passed},
    {36, "IP()/UDP(sport=53)/DNS()", Verdict::inconclusive},
    {36, "ARP()", Verdict::passed},
    {34, "IP()/TCP()", Verdict::passed},  // IP says that it is UDP.
    {34, "IP(dst=\"192.0.2.3\")", Verdict::passed},
    {30, "IP(dst=\"192.0.2.3\")", Verdict::inconclusive},
    {30, "IP(src=\"192.0.2.3\")", Verdict::passed},
};

TEST_F(Certainty, FramesThatASnapLengthCutMayHaveBeenWhatShouldNotCome) {
    for (const Snapped& row : snapped) {
        write_capture(0, row.snap);
        for (const std::string& text :
             {std::string("expect no ") + row.pattern + " on lan for 1s\n",
              std::string("sniff ") + row.pattern + " on lan for 1s as packets\ncheck not packets\n"})
            EXPECT_EQ(run_text("= T\n" + text), (Verdicts{{"a.T", row.verdict}})) << row.snap << " " << text;
        EXPECT_THAT(reason_, HasSubstr(row.verdict == Verdict::inconclusive
                                           ? "a frame that the capture cut may have been one"
                                           : ""));
    }
}

/// What it leaves open of requests to 192.0.2.1, which sent those packets to 192.0.2.2.
constexpr Snapped asked[] = {
    {42, "IP(src=\"192.0.2.2\", dst=\"192.0.2.1\")/UDP(sport=4661, dport=53)", Verdict::passed},
    {36, "IP(src=\"192.0.2.2\", dst=\"192.0.2.1\")/UDP(sport=4661, dport=53)", Verdict::inconclusive},
    {36, "IP(src=\"192.0.2.3\", dst=\"192.0.2.1\")/UDP(sport=4661, dport=53)", Verdict::passed},
    {30, "IP(src=\"192.0.2.3\", dst=\"192.0.2.1\")/UDP(sport=4661, dport=53)", Verdict::inconclusive},
    {30, "ARP(pdst=\"192.0.2.1\")", Verdict::passed},
};

TEST_F(Certainty, FramesThatASnapLengthCutMayHaveBeenAnswers) {
    for (const Snapped& row : asked) {
        write_capture(0, row.snap);
        const std::string pattern(row.pattern);
        for (const std::string& text :
             {"sr1 " + pattern + " on lan as reply\ncheck reply is None\n",
              "sr " + pattern + " on lan as answered, unanswered\ncheck unanswered and not answered\n"})
            EXPECT_EQ(run_text("= T\n" + text), (Verdicts{{"a.T", row.verdict}})) << row.snap << " " << text;
        EXPECT_THAT(reason_, HasSubstr(row.verdict == Verdict::inconclusive
                                           ? "a frame that the capture cut may have been one"
                                           : ""));
    }
}

TEST_F(Certainty, ARecordingRemembersIt) {
    write_capture(5);
    RunOptions options;
    options.record = (folder_ / "seen").string();
    const char* negative = "= To the end\nexpect no IP()/TCP() on lan for 1s\n";
    const Verdicts recorded = run_text(negative, options);
    EXPECT_EQ(recorded, (Verdicts{{"a.To the end", Verdict::inconclusive}}));
    std::swap(options.record, options.replay);
    EXPECT_EQ(run_text(negative, options), recorded);
}

}  // namespace
}  // namespace pkttest::runner
