// CommandOptions: what one subcommand takes on the command line, as data: the parser (command_line.h), the
// configuration file, the completions and the manual page read it.
//
//     command.option("-j,--jobs", arguments->jobs, "So many processes at once.").check(whole_number(0,
//     1000)); command.flag("--json", arguments->json, "As a JSON array.");
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace CLI {
class Option;
}

namespace pkttest::cli {

/// A wrong argument, as far as only the subcommand itself can see: "--shard: wants I/N such as 2/5, not 'x'".
class UsageError : public std::runtime_error {
 public:
    UsageError(const std::string& option, const std::string& what) : runtime_error(option + ": " + what) {}
};

/// What the text of a value must be.
struct Wanted {
    std::string what;  ///< "a number above 0"
    std::function<bool(const std::string&)> fits;
};
/// A whole number between both, inclusive.
Wanted whole_number(std::int64_t smallest, std::int64_t largest = std::numeric_limits<std::int64_t>::max());
/// A number of seconds, 0 or more.
Wanted seconds();
/// A number above 0.
Wanted factor();
/// One of a few words.
Wanted one_of(std::vector<std::string> words);

struct Option {
    using Take = std::function<void(const std::string&)>;
    using Target = std::variant<std::monostate, bool*, int*, std::uint64_t*, double*, std::string*,
                                std::vector<std::string>*, Take>;

    std::string names;   ///< "-j,--jobs"; of a positional one: "CAMPAIGN".
    std::string title;   ///< Of --help.
    Target target;       ///< Where values go; a list takes several.
    bool is_flag;        ///< Takes no value, or one behind `=` only where its target is a number.
    Wanted wanted = {};  ///< Without `fits`: anything that its target takes.
    bool is_required = false;
    std::string excluded = {};     ///< An option that may not be given beside it.
    std::string environment = {};  ///< The variable that gives what the command line does not.
    CLI::Option* parsed = nullptr;

    Option& check(Wanted is) { return wanted = std::move(is), *this; }
    Option& required() { return is_required = true, *this; }
    Option& excludes(std::string other) { return excluded = std::move(other), *this; }

    bool is_positional() const { return !names.starts_with('-'); }
    bool takes_value() const { return !is_flag; }
    /// "jobs" of "-j,--jobs": without their hyphens.
    std::vector<std::string> long_names() const;
    std::vector<std::string> short_names() const;
};

class CommandOptions {
 public:
    /// A number, a text, or a list of texts.
    template <class T>
    Option& option(std::string names, T& target, std::string title) {
        return add(std::move(names), &target, std::move(title), false);
    }
    /// A text that `take` gets.
    Option& option(std::string names, Option::Take take, std::string title) {
        return add(std::move(names), std::move(take), std::move(title), false);
    }
    /// Of a number: how often it is given, or what stands behind its `=`.
    template <class T>
    Option& flag(std::string names, T& target, std::string title) {
        return add(std::move(names), &target, std::move(title), true);
    }
    /// What --help says at its end.
    void footer(std::string text) { footer_ = std::move(text); }

    std::deque<Option>& all() { return all_; }
    const std::deque<Option>& all() const { return all_; }
    const std::string& footer() const { return footer_; }

 private:
    Option& add(std::string names, Option::Target target, std::string title, bool is_flag) {
        return all_.emplace_back(Option{std::move(names), std::move(title), std::move(target), is_flag});
    }

    std::deque<Option> all_;  ///< Stay where they are.
    std::string footer_;
};

/// --help, which every subcommand has.
const Option& help_option();

/// "; did you mean --report?", or nothing where no candidate is near.
std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace pkttest::cli
