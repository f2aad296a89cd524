// Processes: whether one runs.
#include "framework/net/process.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pkttest::net {
namespace {

TEST(Processes, RunUntilTheyHaveEndedAlsoWhereNobodyWaits) {
    EXPECT_TRUE(is_running(::getpid()));
    int gate[2];
    ASSERT_EQ(::pipe(gate), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        char octet = 0;
        ::close(gate[1]);
        [[maybe_unused]] const auto read = ::read(gate[0], &octet, 1);
        ::_exit(0);
    }
    ::close(gate[0]);
    EXPECT_TRUE(is_running(child));
    ::close(gate[1]);
    siginfo_t ended{};
    ASSERT_EQ(::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT), 0);
    EXPECT_FALSE(is_running(child));
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);
    EXPECT_FALSE(is_running(child));
}

}  // namespace
}  // namespace pkttest::net
