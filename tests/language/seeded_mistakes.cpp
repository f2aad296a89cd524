// One-letter mistakes in names of layers, fields and values, made at random (the seed is fixed) in the
// examples: the checker finds every one of them, on its line.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <sstream>

#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "tests/language/check_text.h"

namespace pkttest::language {
namespace {

/// A name in a campaign, and what tells that another one may stand there as well.
struct Target {
    Span span;
    std::function<bool(const std::string&)> is_right;
};

bool names_value(const Field& field, const std::string& text) {
    Value internal;
    return !normalize(field, Value(text), internal);
}

/// A quoted name of a value: `type="echo-reply"`.
void add_value(const Expr& value, const Field& field, std::vector<Target>& out) {
    if (value.kind != ExprKind::text || field.names.empty() || value.text.empty()) return;
    Span inner = value.span;
    ++inner.begin;
    --inner.end;
    out.push_back({inner, [&field](const std::string& text) { return names_value(field, text); }});
}

void add_call(const Expr& expr, const Protocol& protocol, std::vector<Target>& out) {
    out.push_back(
        {expr.children[0].span, [](const std::string& text) { return find_protocol(text) != nullptr; }});
    for (const Expr& argument : expr.children) {
        if (argument.kind != ExprKind::keyword) continue;
        const Field* field = find_field(protocol, argument.text);
        if (field == nullptr) continue;
        out.push_back({argument.name_span, [&protocol](const std::string& text) {
                           return find_field(protocol, text) != nullptr;
                       }});
        add_value(argument.children[0], *field, out);
    }
}

/// The layer of `p[TCP]`, null where it is none.
const Protocol* chosen_layer(const Expr& expr) {
    if (expr.kind != ExprKind::subscript || expr.children[1].kind != ExprKind::name) return nullptr;
    return find_protocol(expr.children[1].text);
}

void add_targets(const Expr& expr, std::vector<Target>& out) {
    for (const Expr& child : expr.children) add_targets(child, out);
    if (expr.kind == ExprKind::call && expr.children[0].kind == ExprKind::name)
        if (const Protocol* protocol = find_protocol(expr.children[0].text)) add_call(expr, *protocol, out);
    if (chosen_layer(expr) != nullptr)
        out.push_back(
            {expr.children[1].span, [](const std::string& text) { return find_protocol(text) != nullptr; }});
    if (expr.kind != ExprKind::attribute) return;
    const Protocol* layer = chosen_layer(expr.children[0]);
    if (layer == nullptr || find_field(*layer, expr.text) == nullptr) return;
    out.push_back({expr.name_span, [layer](const std::string& text) {
                       return find_field(*layer, text) != nullptr || text == "name";
                   }});
}

void add_targets(const std::vector<Step>& steps, std::vector<Target>& out) {
    for (const Step& step : steps) {
        add_targets(step.value, out);
        for (const Clause& clause : step.clauses)
            for (const Expr& value : clause.values) add_targets(value, out);
        add_targets(step.body, out);
    }
}

std::vector<Target> targets_of(const Campaign& campaign) {
    std::vector<Target> out;
    add_targets(campaign.setup, out);
    for (const Set& set : campaign.sets)
        for (const Test& test : set.tests) add_targets(test.steps, out);
    return out;
}

/// One letter left out, put in, replaced, or two neighbours swapped.
std::string mistyped(std::string name, std::mt19937& random) {
    const auto letter = [&] { return static_cast<char>('a' + random() % 26); };
    const std::size_t at = random() % name.size();
    switch (random() % 4) {
        case 0:
            name.erase(at, 1);
            break;
        case 1:
            name.insert(at, 1, letter());
            break;
        case 2:
            name[at] = letter();
            break;
        default:
            std::swap(name[at], name[(at + 1) % name.size()]);
            break;
    }
    return name;
}

std::string text_of(const std::filesystem::path& path) {
    std::ostringstream out;
    out << std::ifstream(path).rdbuf();
    return out.str();
}

bool complains_on_line(const Checked& checked, int line) {
    for (const Diagnostic& one : checked.diagnostics.all())
        if (checked.sources.position(one.span).line == line) return true;
    return false;
}

TEST(Checker, FindsEveryMistypedName) {
    std::mt19937 random(20260401);
    int made = 0;
    for (const char* folder : {SOURCE_DIR "/examples", SOURCE_DIR "/campaigns"}) {
        if (!std::filesystem::exists(folder)) continue;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            if (entry.path().extension() != ".utc") continue;
            const std::string text = text_of(entry.path());
            const std::string name = entry.path().filename().string();
            const Checked right(name, text);
            const auto targets = targets_of(right.campaign);
            ASSERT_FALSE(targets.empty()) << name;
            for (int round = 0; round < 300; ++round) {
                const Target& target = targets[random() % targets.size()];
                const std::string before(right.sources.text(target.span));
                const std::string after = mistyped(before, random);
                if (after == before || after.empty() || target.is_right(after)) continue;
                std::string wrong = text;
                wrong.replace(target.span.begin, target.span.end - target.span.begin, after);
                const int line = right.sources.position(target.span).line;
                ++made;
                const Checked checked(name, wrong);
                EXPECT_TRUE(complains_on_line(checked, line))
                    << name << ":" << line << ": " << before << " became " << after << "\n"
                    << checked.shown();
            }
        }
    }
    EXPECT_GE(made, 100);
}

}  // namespace
}  // namespace pkttest::language
