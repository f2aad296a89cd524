// Shards of the environment: a row a system.
#include "framework/cli/shard_environment.h"

#include <fmt/format.h>

#include <charconv>
#include <cstring>
#include <string_view>

#include "framework/cli/options.h"

namespace pkttest::cli {

namespace {

struct System {
    const char* index;
    const char* total;
    const char* status_file;  ///< Null: none.
    int base;                 ///< The first index.
    /// Whether the total says something without the index: GitLab sets it in every job.
    bool total_alone_means_nothing;
};

constexpr System systems[] = {
    {"GTEST_SHARD_INDEX", "GTEST_TOTAL_SHARDS", "GTEST_SHARD_STATUS_FILE", 0, false},
    {"TEST_SHARD_INDEX", "TEST_TOTAL_SHARDS", "TEST_SHARD_STATUS_FILE", 0, false},
    {"CI_NODE_INDEX", "CI_NODE_TOTAL", nullptr, 1, true},
    {"CIRCLE_NODE_INDEX", "CIRCLE_NODE_TOTAL", nullptr, 0, false},
};

[[noreturn]] void fail(const std::string& what) { throw UsageError("shard", what); }

/// Absent where the variable is unset or empty.
std::optional<int> number_in(const Variables& variables, const char* name) {
    const char* text = variables(name);
    if (text == nullptr || *text == '\0') return {};
    int out = 0;
    const char* end = text + std::strlen(text);
    if (std::from_chars(text, end, out).ptr != end) fail(fmt::format("{} is no number: '{}'", name, text));
    return out;
}

EnvironmentShard shard(int index, int total, std::string source) {
    if (total < 1 || index < 0 || index >= total)
        fail(fmt::format("{} say part {} of {}, which is none", source, index + 1, total));
    return {index, total, std::move(source), ""};
}

std::optional<EnvironmentShard> shard_of(const System& system, const Variables& variables) {
    const auto index = number_in(variables, system.index), total = number_in(variables, system.total);
    if (!index && (!total || system.total_alone_means_nothing)) return {};
    if (!index || !total)
        fail(fmt::format("{} is set, but {} is not", index ? system.index : system.total,
                         index ? system.total : system.index));
    EnvironmentShard out =
        shard(*index - system.base, *total, fmt::format("{} and {}", system.index, system.total));
    if (const char* file = system.status_file != nullptr ? variables(system.status_file) : nullptr)
        out.status_file = file;
    return out;
}

/// A Slurm array is a shard where its range has no gap: MAX - MIN + 1 is COUNT.
std::optional<EnvironmentShard> slurm(const Variables& variables) {
    const auto id = number_in(variables, "SLURM_ARRAY_TASK_ID");
    if (!id) return {};
    const auto least = number_in(variables, "SLURM_ARRAY_TASK_MIN"),
               most = number_in(variables, "SLURM_ARRAY_TASK_MAX"),
               count = number_in(variables, "SLURM_ARRAY_TASK_COUNT");
    if (!least || !most || !count)
        fail("SLURM_ARRAY_TASK_ID is set, but not all of SLURM_ARRAY_TASK_MIN, _MAX and _COUNT");
    if (*most - *least + 1 != *count) fail("the Slurm array has gaps: use one without, or --shard");
    return shard(*id - *least, *count, "SLURM_ARRAY_TASK_ID, _MIN and _COUNT");
}

}  // namespace

std::optional<EnvironmentShard> shard_of_environment(const Variables& variables, int total) {
    if (total != 0) {
        const auto index = number_in(variables, "JOB_COMPLETION_INDEX");
        if (!index) return {};
        return shard(*index, total, "JOB_COMPLETION_INDEX and --shard");
    }
    for (const System& system : systems)
        if (auto out = shard_of(system, variables)) return out;
    return slurm(variables);
}

}  // namespace pkttest::cli
