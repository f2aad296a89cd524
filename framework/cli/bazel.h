// What a test that Bazel starts is told by its environment (bazel.build/reference/test-encyclopedia).
#pragma once

#include <string>
#include <vector>

#include "framework/runner/runner.h"

namespace pkttest::cli {

/// While it lives, the file that Bazel names is there: where it remains, the program ended before its time.
class PrematureExitFile {
 public:
    PrematureExitFile();
    PrematureExitFile(const PrematureExitFile&) = delete;
    PrematureExitFile& operator=(const PrematureExitFile&) = delete;
    ~PrematureExitFile();

 private:
    std::string path_;
};

/// XML_OUTPUT_FILE gets a JUnit report, TESTBRIDGE_TEST_ONLY selects tests, TEST_RANDOM_SEED is the seed and
/// TEST_UNDECLARED_OUTPUTS_DIR takes the captures of failures, each where no option says otherwise.
void take_bazel_environment(runner::RunOptions& options, std::vector<std::string>& reports);

}  // namespace pkttest::cli
