// Messages found by code and by words, and shown.
#include "framework/language/messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace pkttest::language {

namespace {

/// Whether `text` is `form` with something in place of each {}.
bool has_form(std::string_view text, std::string_view form) {
    const std::size_t gap = form.find("{}");
    if (gap == std::string_view::npos) return text == form;
    if (!text.starts_with(form.substr(0, gap))) return false;
    text.remove_prefix(gap);
    form.remove_prefix(gap + 2);
    const std::string_view literal = form.substr(0, form.find("{}"));
    if (form.empty()) return true;
    for (std::size_t at = text.find(literal, 0); at != std::string_view::npos;
         at = text.find(literal, at + 1))
        if (has_form(text.substr(at), form)) return true;
    return false;
}

/// Of what a message quotes at the most, before its form is looked for.
constexpr std::size_t longest_words = 2000;

/// Letters that are not in a gap.
std::size_t literal_letters(std::string_view form) {
    std::size_t gaps = 0;
    for (std::size_t at = form.find("{}"); at != std::string_view::npos; at = form.find("{}", at + 2)) ++gaps;
    return form.size() - 2 * gaps;
}

template <typename Each>
void for_each_line(std::string_view text, Each each) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        each(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

std::string indented(std::string_view text) {
    std::string out;
    for_each_line(
        text, [&](std::string_view line) { out.append(line.empty() ? "" : "    ").append(line) += '\n'; });
    return out;
}

}  // namespace

const Message* find_message(std::string_view code) {
    std::string wanted;
    for (const char c : code) wanted += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    if (!wanted.starts_with('E') && !wanted.starts_with('R')) wanted.insert(0, 1, 'E');
    for (const MessageGroup* group : all_message_groups())
        for (const Message& message : group->messages)
            if (message.code == wanted) return &message;
    return nullptr;
}

const Message* message_of(std::string_view words) {
    words = words.substr(0, longest_words);
    const Message* found = nullptr;
    std::size_t most = 0;
    for (const MessageGroup* group : all_message_groups())
        for (const Message& message : group->messages)
            for_each_line(message.words, [&](std::string_view form) {
                const std::size_t letters = literal_letters(form) + 1;
                if (letters <= most || !has_form(words, form)) return;
                found = &message;
                most = letters;
            });
    return found;
}

std::string example_campaign(std::string_view example) {
    const bool whole = example.starts_with("= ") || example.find("\n= ") != std::string_view::npos ||
                       example.starts_with("link ") || example.starts_with("% ");
    const std::string_view header = "link lan = \"memory\"\n\n= Example\n";
    return fmt::format("{}{}\n", whole ? "" : header, example);
}

std::string heading(const Message& message) {
    std::string out;
    for_each_line(message.words, [&](std::string_view form) {
        out += out.empty() ? "" : "; ";
        for (std::size_t gap = form.find("{}"); gap != std::string_view::npos; gap = form.find("{}")) {
            out.append(form.substr(0, gap)) += "…";
            form.remove_prefix(gap + 2);
        }
        out += form;
    });
    return out;
}

std::string explain(const Message& message) {
    std::string out = fmt::format("{}: {}\n\n{}\n", message.code, heading(message), message.meaning);
    if (!message.wrong.empty()) out += fmt::format("\nWrong:\n{}", indented(message.wrong));
    if (!message.right.empty()) out += fmt::format("\nRight:\n{}", indented(message.right));
    return out;
}

std::string messages_page() {
    std::string out =
        "# Messages\n\nWhat `pkttest check` (E) and a test that runs (R) can say, by the codes that `pkttest "
        "explain CODE`, `pkttest check --json`, reports and editors know. Generated from the table of "
        "messages.\n";
    for (const MessageGroup* group : all_message_groups()) {
        out += fmt::format("\n## {}\n", group->title);
        for (const Message& message : group->messages) {
            out += fmt::format("\n### {}: {}\n\n{}\n", message.code, heading(message), message.meaning);
            if (!message.wrong.empty()) out += fmt::format("\nWrong:\n\n```\n{}\n```\n", message.wrong);
            if (!message.right.empty()) out += fmt::format("\nRight:\n\n```\n{}\n```\n", message.right);
        }
    }
    return out;
}

}  // namespace pkttest::language
