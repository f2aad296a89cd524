// Bazel's variables.
#include "framework/cli/bazel.h"

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace pkttest::cli {

namespace {

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

}  // namespace

PrematureExitFile::PrematureExitFile() : path_(variable("TEST_PREMATURE_EXIT_FILE")) {
    if (!path_.empty()) std::ofstream(path_, std::ios::app).close();
}

PrematureExitFile::~PrematureExitFile() {
    if (!path_.empty()) std::remove(path_.c_str());
}

void take_bazel_environment(runner::RunOptions& options, std::vector<std::string>& reports) {
    if (const std::string file = variable("XML_OUTPUT_FILE"); !file.empty())
        reports.push_back("junit=" + file);
    if (const std::string only = variable("TESTBRIDGE_TEST_ONLY");
        !only.empty() && options.selection.names.empty())
        options.selection.names.push_back(only);
    if (const std::string folder = variable("TEST_UNDECLARED_OUTPUTS_DIR"); options.captures.empty())
        options.captures = folder;
    const std::string seed = variable("TEST_RANDOM_SEED");
    if (options.seed == 0) std::from_chars(seed.data(), seed.data() + seed.size(), options.seed);
}

}  // namespace pkttest::cli
