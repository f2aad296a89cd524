// Validators with messages of their own, and the parser's errors in the user's words.
#include "framework/cli/usage.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "framework/language/syntax/diagnostic.h"

namespace pkttest::cli {

namespace {

/// The number that a text is; false where it is none.
template <class Number>
bool reads(const std::string& text, Number& out) {
    const char* end = text.data() + text.size();
    const auto [stopped, failed] = std::from_chars(text.data(), end, out);
    return failed == std::errc() && stopped == end;
}

/// `fits` says whether a value may be; `wanted` what it should be.
template <class Fits>
CLI::Validator validator(const std::string& wanted, Fits fits) {
    return {[wanted, fits](std::string& text) {
                return fits(text) ? std::string() : fmt::format("wants {}, not '{}'", wanted, text);
            },
            ""};
}

std::vector<std::string> long_names(const CLI::App& app) {
    std::vector<std::string> out;
    for (const CLI::Option* option : app.get_options())
        for (const std::string& name : option->get_lnames()) out.push_back("--" + name);
    return out;
}

std::vector<std::string> subcommand_names(const CLI::App& app) {
    std::vector<std::string> out;
    for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; }))
        out.push_back(sub->get_name());
    return out;
}

std::string unexpected(const CLI::App& app, const std::string& word) {
    const std::string name = word.substr(0, word.find('='));
    if (word.starts_with('-'))
        return fmt::format("there is no option {}{}", name, did_you_mean(name, long_names(app)));
    return fmt::format("'{}' is one argument too many", word);
}

std::string message_of(const CLI::App& top, const CLI::App& app, const std::string& first_word,
                       const CLI::ParseError& error) {
    if (&app == &top && first_word.starts_with('-')) return unexpected(top, first_word);
    if (&app == &top && !first_word.empty())
        return fmt::format("there is no subcommand {}{}", first_word,
                           did_you_mean(first_word, subcommand_names(top)));
    std::string text = error.what();
    if (const std::size_t words = text.find("not expected: "); words != std::string::npos) {
        const std::string rest = text.substr(words + std::string_view("not expected: ").size());
        return unexpected(app, rest.substr(0, rest.find(' ')));
    }
    if (error.get_name() == "ConversionError") {  // "Could not convert: --seed = x"
        const std::size_t name = text.find(": "), equals = text.find(" = ");
        if (name != std::string::npos && equals != std::string::npos)
            return fmt::format("{} wants a number, not '{}'", text.substr(name + 2, equals - name - 2),
                               text.substr(equals + 3));
    }
    if (const std::size_t colon = text.find(": wants "); colon != std::string::npos) text.erase(colon, 1);
    return text;
}

}  // namespace

CLI::Validator whole_number(std::int64_t smallest, std::int64_t largest) {
    return validator(fmt::format("a whole number from {} to {}", smallest, largest),
                     [=](const std::string& text) {
                         std::int64_t number = 0;
                         return reads(text, number) && number >= smallest && number <= largest;
                     });
}

CLI::Validator seconds() {
    return validator("a number of seconds", [](const std::string& text) {
        double number = 0;
        return reads(text, number) && number >= 0 && number < 1e9;
    });
}

CLI::Validator factor() {
    return validator("a number above 0", [](const std::string& text) {
        double number = 0;
        return reads(text, number) && number > 0 && std::isfinite(number);
    });
}

CLI::Validator one_of(std::vector<std::string> words) {
    return validator(fmt::format("{}", fmt::join(words, " or ")), [words](const std::string& text) {
        return std::find(words.begin(), words.end(), text) != words.end();
    });
}

std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates) {
    const std::vector<std::string_view> views(candidates.begin(), candidates.end());
    const auto near = language::nearest(name, views);
    return near ? fmt::format("; did you mean {}?", *near) : "";
}

std::string explain_usage(const CLI::App& app, int argc, char** argv, const CLI::ParseError& error) {
    const auto chosen = app.get_subcommands();
    const CLI::App& at = chosen.empty() ? app : *chosen.front();
    const std::string program = chosen.empty() ? "pkttest" : "pkttest " + at.get_name();
    return fmt::format("{}: {}\n`{} --help` says what there is\n", program,
                       message_of(app, at, argc > 1 ? argv[1] : "", error), program);
}

}  // namespace pkttest::cli
