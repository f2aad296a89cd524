// pkttest.toml, read with toml++.
#include "framework/cli/configuration.h"

#include <fmt/format.h>
#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "framework/cli/command_line.h"
#include "framework/cli/subcommand.h"

namespace pkttest::cli {

namespace {

constexpr const char* file_name = "pkttest.toml";
constexpr const char* environment_prefix = "PKTTEST_RUN_";

std::string found_upward() {
    std::error_code failed;
    for (auto folder = std::filesystem::current_path(failed); !failed; folder = folder.parent_path()) {
        if (std::filesystem::exists(folder / file_name, failed)) return (folder / file_name).string();
        if (folder == folder.parent_path()) break;
    }
    return {};
}

[[noreturn]] void fail(const std::string& file, const toml::source_region& where, const std::string& what) {
    throw UsageError("configuration", fmt::format("{}:{}: {}", file, where.begin.line, what));
}

/// The texts that an option takes; a list gives several.
std::vector<std::string> texts_of(const toml::node& node) {
    std::vector<std::string> out;
    if (const auto* list = node.as_array()) {
        for (const toml::node& each : *list)
            for (std::string& text : texts_of(each)) out.push_back(std::move(text));
    } else if (const auto text = node.value_exact<std::string>()) {
        out.push_back(*text);
    } else if (const auto flag = node.value_exact<bool>()) {
        out.push_back(*flag ? "true" : "false");
    } else if (const auto whole = node.value_exact<std::int64_t>()) {
        out.push_back(std::to_string(*whole));
    } else if (const auto number = node.value_exact<double>()) {
        out.push_back(fmt::format("{}", *number));
    }
    return out;
}

const Option* find_option(const CommandOptions& command, std::string_view name) {
    for (const Option& option : command.all())
        for (const std::string& each : option.long_names())
            if (each == name) return &option;
    return nullptr;
}

CommandOptions options_of_run() {
    const auto all = all_subcommands();
    return (*std::find_if(all.begin(), all.end(), [](const Subcommand* each) { return each->name == "run"; }))
        ->options();
}

/// Applies a file's keys to one subcommand.
class Keys {
 public:
    Keys(const CommandOptions& command, std::string file) : command_(command), file_(std::move(file)) {}

    void apply(const toml::table& table) {
        for (const auto& [key, value] : table)
            if (const std::string name(key.str()); name != "profile") apply(name, value);
    }

    void apply_profile(const toml::table& all, const std::string& wanted) {
        const toml::table* profile = all["profile"][wanted].as_table();
        if (profile != nullptr) return apply(*profile);
        std::vector<std::string> names;
        if (const auto* profiles = all["profile"].as_table())
            for (const auto& [name, table] : *profiles) names.emplace_back(name.str());
        throw UsageError("--profile",
                         fmt::format("{} has no profile {}; there are: {}", file_, wanted,
                                     names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "))));
    }

 private:
    void apply(const std::string& name, const toml::node& value) {
        const Option* option = find_option(command_, name);
        if (option == nullptr) return refuse_unknown(name, value);
        if (is_given(*option)) return;
        std::vector<std::string> texts = texts_of(value);
        if (texts.empty())
            fail(file_, value.source(), fmt::format("{} takes text, a number or a list of them", name));
        try {
            give(*option, std::move(texts));
        } catch (const std::invalid_argument& wrong) {
            fail(file_, value.source(), wrong.what());
        }
    }

    /// An option of `run` that another subcommand does not have is left out.
    void refuse_unknown(const std::string& name, const toml::node& value) {
        const CommandOptions run = options_of_run();
        if (find_option(run, name) != nullptr) return;
        std::vector<std::string> names;
        for (const Option& option : run.all())
            for (std::string& each : option.long_names()) names.push_back(std::move(each));
        fail(file_, value.source(),
             fmt::format("{} is no option of `pkttest run`{}", name, did_you_mean(name, names)));
    }

    const CommandOptions& command_;
    std::string file_;
};

/// A variable that is mistyped would be left out in silence.
void refuse_unknown_environment() {
    const CommandOptions run = options_of_run();
    std::vector<std::string> names;
    for (const Option& option : run.all()) names.push_back(option.environment);
    for (char** each = environ; *each != nullptr; ++each) {
        const std::string entry(*each);
        const std::string name = entry.substr(0, entry.find('='));
        if (name.starts_with(environment_prefix) &&
            std::find(names.begin(), names.end(), name) == names.end())
            throw UsageError("environment", fmt::format("{} stands for no option of `pkttest run`{}", name,
                                                        did_you_mean(name, names)));
    }
}

}  // namespace

void take_environment(CommandOptions& command) {
    for (Option& option : command.all()) {
        const auto names = option.long_names();
        if (names.empty()) continue;
        option.environment = environment_prefix;
        for (const char c : names.front())
            option.environment +=
                c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
}

void apply_configuration(CommandOptions& command, std::string file, const std::string& profile) {
    refuse_unknown_environment();
    if (file.empty()) file = found_upward();
    if (file.empty()) {
        if (profile.empty()) return;
        throw UsageError("--profile", fmt::format("there is no {} here or above", file_name));
    }
    if (std::error_code failed; !std::filesystem::exists(file, failed))
        throw UsageError("--config", fmt::format("there is no file {}", file));
    try {
        const toml::table all = toml::parse_file(file);
        Keys keys(command, file);
        if (!profile.empty()) keys.apply_profile(all, profile);
        keys.apply(all);
    } catch (const toml::parse_error& wrong) {
        fail(file, wrong.source(), std::string(wrong.description()));
    }
}

}  // namespace pkttest::cli
