// The shard that the environment of a CI system or test runner asks for.
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace pkttest::cli {

struct EnvironmentShard {
    int index = 0;  ///< From 0 on.
    int total = 1;
    std::string source;  ///< "CI_NODE_INDEX and CI_NODE_TOTAL".
    std::string
        status_file;  ///< To be touched: whoever asks then knows that shards are understood. May be empty.
};

/// Null where the variable is not set.
using Variables = std::function<const char*(const char* name)>;

/// What the variables say, the first system that says something: GoogleTest, Bazel, GitLab, CircleCI, a
/// Kubernetes Indexed Job (only where `total` is not 0: its variables do not tell), a Slurm array. Throws
/// UsageError where only half of a pair is set, or a number is none or too large.
std::optional<EnvironmentShard> shard_of_environment(const Variables& variables, int total);

}  // namespace pkttest::cli
