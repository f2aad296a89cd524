// Frames that the kernel throws away because nobody reads are counted, each one.
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

#include "framework/net/lab.h"
#include "framework/net/live_link.h"
#include "tests/net/temporary_file.h"

namespace pkttest::net {
namespace {

/// Frames as long as a veth takes, so that a few thousand fill the largest receive buffer.
constexpr std::size_t length = 1514;
constexpr std::uint64_t count = 40'000;

struct Counts {
    std::uint64_t taken = 0;
    std::uint64_t dropped = 0;
};

class Pipe {
 public:
    Pipe() { EXPECT_EQ(::pipe(ends_.data()), 0); }
    ~Pipe() {
        for (const int end : ends_) ::close(end);
    }
    template <typename Value>
    void put(const Value& value) const {
        if (::write(ends_[1], &value, sizeof value) != static_cast<ssize_t>(sizeof value)) ::_exit(2);
    }
    /// Within 20 s.
    template <typename Value>
    bool get(Value& value) const {
        pollfd wait{ends_[0], POLLIN, 0};
        return ::poll(&wait, 1, 20'000) == 1 &&
               ::read(ends_[0], &value, sizeof value) == static_cast<ssize_t>(sizeof value);
    }

 private:
    std::array<int, 2> ends_{};
};

/// A process of its own, so that all its threads can be stopped: takes frames until all are accounted for.
[[noreturn]] void read_all(const Lab& lab, const Pipe& ready, const Pipe& result) {
    try {
        LiveLink link("far", "lan", lab.namespace_of("dut"));
        link.arm("");
        ready.put('r');
        Counts counts;
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(15);
        while (counts.taken + counts.dropped < count && std::chrono::steady_clock::now() < end) {
            pollfd wait{link.descriptor(), POLLIN, 0};
            ::poll(&wait, 1, 50);
            while (const auto frame = link.take(Time(0))) counts.taken += frame->bytes.size() == length;
            counts.dropped = link.statistics().dropped;
        }
        result.put(counts);
        ::_exit(0);
    } catch (const std::exception&) {
        ::_exit(1);
    }
}

TEST(Drops, AreCountedSoThatNoFrameIsLostSilently) {
    if (::geteuid() != 0) GTEST_SKIP() << "labs need root";
    const Lab lab({{"dut", {{"lan", {"192.0.2.1/24"}}}, {}}});
    const Pipe ready, result;
    const pid_t reader = ::fork();
    if (reader == 0) read_all(lab, ready, result);
    char armed = 0;
    ASSERT_TRUE(ready.get(armed));
    // Once waitpid() tells, every thread of it stands still.
    ASSERT_EQ(::kill(reader, SIGSTOP), 0);
    int status = 0;
    ASSERT_EQ(::waitpid(reader, &status, WUNTRACED), reader);
    ASSERT_TRUE(WIFSTOPPED(status));

    LiveLink near("near", lab.interface_of("lan"), lab.tester_namespace());
    auto frame = octets("ffffffffffff 020000000001 88b5");
    frame.resize(length);
    for (std::uint64_t i = 0; i < count; ++i) near.send(frame);

    ASSERT_EQ(::kill(reader, SIGCONT), 0);
    Counts counts;
    const bool told = result.get(counts);
    if (!told) ::kill(reader, SIGKILL);
    ASSERT_EQ(::waitpid(reader, &status, 0), reader);
    ASSERT_TRUE(told);
    EXPECT_GT(counts.dropped, 0u);
    EXPECT_GT(counts.taken, 0u);
    EXPECT_EQ(counts.taken + counts.dropped, count);
}

}  // namespace
}  // namespace pkttest::net
