// Regular expressions: the parser, and the matcher, which tries one way after the other.
#include "framework/language/values/regex.h"

#include <bitset>
#include <functional>

namespace pkttest::language {

namespace {

constexpr int deepest = 2'000;  ///< Of the matcher's calls within calls.
constexpr std::size_t most_steps = 2'000'000;
constexpr std::size_t longest_pattern = 10'000;
constexpr int endless = 1 << 30;

using Octets = std::bitset<256>;

}  // namespace

struct Regex::Node {
    enum class Kind : std::uint8_t {
        octets,
        sequence,
        choice,
        repeat,
        group,
        start,
        end,
        boundary,
        no_boundary,
        ahead,
        not_ahead,
        same
    };
    Kind kind = Kind::sequence;
    Octets octets;                  ///< octets: which match.
    std::vector<Node> parts;        ///< sequence, choice; others: one.
    int least = 0, most = endless;  ///< repeat
    bool greedy = true;
    std::size_t number = 0;  ///< group, same; 0: a group that is not kept.
    bool lines =
        false;  ///< start, end: of each line. end without: also before a last newline, unless `whole`.
    bool whole = false;
};

class RegexParser {
 public:
    RegexParser(Regex& out, std::string_view pattern, unsigned flags)
        : out_(out), rest_(pattern), flags_(flags) {
        if (pattern.size() > longest_pattern) throw RegexError("this pattern is too long");
    }

    void run() {
        Regex::Node root = choice(0);
        if (!rest_.empty()) throw RegexError("a ) stands alone");
        out_.root_ = std::make_shared<const Regex::Node>(std::move(root));
    }

 private:
    using Node = Regex::Node;
    using Kind = Node::Kind;

    bool take(std::string_view what) {
        if (!rest_.starts_with(what)) return false;
        rest_.remove_prefix(what.size());
        return true;
    }
    char next() {
        if (rest_.empty()) throw RegexError("the pattern ends too early");
        const char c = rest_.front();
        rest_.remove_prefix(1);
        return c;
    }

    Node choice(int depth) {
        if (depth > 100) throw RegexError("groups are nested too deeply");
        Node out;
        out.kind = Kind::choice;
        do out.parts.push_back(sequence(depth));
        while (take("|"));
        return out.parts.size() == 1 ? std::move(out.parts.front()) : out;
    }

    Node sequence(int depth) {
        Node out;
        while (!rest_.empty() && rest_.front() != '|' && rest_.front() != ')')
            out.parts.push_back(repeated(depth));
        return out;
    }

    Node repeated(int depth) {
        Node one = atom(depth);
        while (!rest_.empty()) {
            int least = 0, most = endless;
            if (take("*")) {
            } else if (take("+")) {
                least = 1;
            } else if (take("?")) {
                most = 1;
            } else if (rest_.front() != '{' || !counts(least, most)) {
                break;
            }
            Node out;
            out.kind = Kind::repeat;
            out.least = least;
            out.most = most;
            out.greedy = !take("?");
            out.parts.push_back(std::move(one));
            one = std::move(out);
        }
        return one;
    }

    /// `{2}`, `{2,}`, `{,3}`, `{2,3}`; false where it is no count.
    bool counts(int& least, int& most) {
        const std::size_t end = rest_.find('}');
        if (end == rest_.npos || end < 2) return false;
        const std::string_view text = rest_.substr(1, end - 1);
        if (text.find_first_not_of("0123456789,") != text.npos) return false;
        const std::size_t comma = text.find(',');
        const auto number = [](std::string_view digits, int otherwise) {
            int out = 0;
            for (const char c : digits.substr(0, 7)) out = out * 10 + (c - '0');
            return digits.empty() ? otherwise : out;
        };
        least = number(text.substr(0, comma), 0);
        most = comma == text.npos ? least : number(text.substr(comma + 1), endless);
        if (most < least) throw RegexError("a repetition has its bounds the wrong way round");
        rest_.remove_prefix(end + 1);
        return true;
    }

    Node of(Octets octets) const {
        Node out;
        out.kind = Kind::octets;
        if (flags_ & Regex::ignore_case)
            for (std::size_t upper = 'A'; upper <= 'Z'; ++upper)
                if (octets[upper] || octets[upper + 32]) octets.set(upper).set(upper + 32);
        out.octets = octets;
        return out;
    }
    static Octets only(char c) { return Octets().set(static_cast<unsigned char>(c)); }
    static Node plain(Kind kind) {
        Node out;
        out.kind = kind;
        return out;
    }

    Node atom(int depth) {
        const char c = next();
        Node out;
        switch (c) {
            case '.': {
                Octets any = Octets().set();
                if (!(flags_ & Regex::dot_all)) any.reset('\n');
                return of(any);
            }
            case '^':
            case '$':
                out = plain(c == '^' ? Kind::start : Kind::end);
                out.lines = (flags_ & Regex::multi_line) != 0;
                return out;
            case '(':
                return group(depth);
            case '[':
                return of(set());
            case '\\':
                return escaped();
            case '*':
            case '+':
            case '?':
                throw RegexError("there is nothing to repeat");
            default:
                return of(only(c));
        }
    }

    Node group(int depth) {
        Node out = plain(Kind::group);
        if (take("?:")) {
        } else if (take("?=")) {
            out.kind = Kind::ahead;
        } else if (take("?!")) {
            out.kind = Kind::not_ahead;
        } else if (rest_.starts_with("?") && !rest_.starts_with("?P<")) {
            return inline_flags();
        } else {
            out.number = ++out_.group_count_;
            if (take("?P<")) {
                const std::size_t end = rest_.find('>');
                if (end == rest_.npos) throw RegexError("a group's name has no end");
                out_.names_.emplace_back(std::string(rest_.substr(0, end)), out.number);
                rest_.remove_prefix(end + 1);
            }
        }
        out.parts.push_back(choice(depth + 1));
        if (!take(")")) throw RegexError("a group has no end");
        return out;
    }

    /// `(?i)`: for what follows.
    Node inline_flags() {
        next();
        while (!take(")")) {
            switch (next()) {
                case 'i':
                    flags_ |= Regex::ignore_case;
                    break;
                case 'm':
                    flags_ |= Regex::multi_line;
                    break;
                case 's':
                    flags_ |= Regex::dot_all;
                    break;
                default:
                    throw RegexError("this kind of group is not covered");
            }
        }
        return {};
    }

    /// \d \w \s, large for all others; false where it is no such class.
    static bool class_of(char c, Octets& out) {
        Octets members;
        switch (c | 32) {
            case 'd':
                for (char digit = '0'; digit <= '9'; ++digit) members |= only(digit);
                break;
            case 'w':
                for (int i = 0; i < 256; ++i)
                    if ((i >= '0' && i <= '9') || ((i | 32) >= 'a' && (i | 32) <= 'z' && i < 128) || i == '_')
                        members.set(static_cast<std::size_t>(i));
                break;
            case 's':
                for (const char blank : std::string_view(" \t\n\r\f\v")) members |= only(blank);
                break;
            default:
                return false;
        }
        out = c >= 'a' ? members : ~members;
        return true;
    }

    /// The octet that an escape in a pattern stands for.
    char escaped_octet(char c) {
        static constexpr std::string_view letters = "nrtfva", octets = "\n\r\t\f\v\a";
        if (const std::size_t at = letters.find(c); at != letters.npos) return octets[at];
        if (c == '0') return '\0';
        if (c != 'x') return c;
        int value = 0;
        for (int i = 0; i < 2; ++i) {
            const char digit = next();
            const std::size_t at =
                std::string_view("0123456789abcdef").find(static_cast<char>(digit | (digit >= 'A' ? 32 : 0)));
            if (at == std::string_view::npos) throw RegexError("\\x takes two hexadecimal digits");
            value = value * 16 + static_cast<int>(at);
        }
        return static_cast<char>(value);
    }

    Node escaped() {
        const char c = next();
        Octets members;
        if (class_of(c, members)) return of(members);
        if (c == 'b') return plain(Kind::boundary);
        if (c == 'B') return plain(Kind::no_boundary);
        if (c == 'A') return plain(Kind::start);
        if (c == 'Z') {
            Node out = plain(Kind::end);
            out.whole = true;
            return out;
        }
        if (c >= '1' && c <= '9') {
            Node out = plain(Kind::same);
            out.number = static_cast<std::size_t>(c - '0');
            return out;
        }
        return of(only(escaped_octet(c)));
    }

    Octets set() {
        Octets out;
        const bool inverted = take("^");
        for (bool first = true; first || rest_.empty() || rest_.front() != ']'; first = false) {
            Octets members;
            char low = next();
            if (low == '\\') {
                const char c = next();
                if (class_of(c, members)) {
                    out |= members;
                    continue;
                }
                low = c == 'b' ? '\b' : escaped_octet(c);
            }
            char high = low;
            if (rest_.size() > 1 && rest_[0] == '-' && rest_[1] != ']') {
                next();
                high = next();
                if (high == '\\') high = escaped_octet(next());
            }
            if (static_cast<unsigned char>(high) < static_cast<unsigned char>(low))
                throw RegexError("a range has its ends the wrong way round");
            for (int i = static_cast<unsigned char>(low); i <= static_cast<unsigned char>(high); ++i)
                out.set(static_cast<std::size_t>(i));
        }
        next();
        if (flags_ & Regex::ignore_case) out = of(out).octets;
        return inverted ? ~out : out;
    }

    Regex& out_;
    std::string_view rest_;
    unsigned flags_;
};

namespace {

/// Tries a node at a place; what comes behind it is `then`, so that other ways can be tried.
class Matcher {
 public:
    using Node = Regex::Node;
    using Kind = Node::Kind;
    using Then = std::function<bool(std::size_t)>;

    Matcher(std::string_view text, std::size_t groups) : text_(text) {
        found.groups.assign(groups + 1, {Regex::nowhere, Regex::nowhere});
    }

    bool run(const Node& node, std::size_t at, const Then& then) {
        if (++steps_ > most_steps) throw RegexError("this pattern takes too long here");
        if (depth_ >= deepest) throw RegexError("this pattern is too deep here");
        ++depth_;
        const bool out = step(node, at, then);
        --depth_;
        return out;
    }

    Regex::Match found;

 private:
    bool step(const Node& node, std::size_t at, const Then& then) {
        switch (node.kind) {
            case Kind::octets:
                return at < text_.size() && node.octets[static_cast<unsigned char>(text_[at])] &&
                       then(at + 1);
            case Kind::sequence:
                return sequence(node, 0, at, then);
            case Kind::choice:
                for (const Node& part : node.parts)
                    if (run(part, at, then)) return true;
                return false;
            case Kind::repeat:
                return node.parts[0].kind == Kind::octets ? repeat_octets(node, at, then)
                                                          : repeat(node, 0, at, at, then);
            case Kind::group:
                return group(node, at, then);
            case Kind::start:
                return (at == 0 || (node.lines && text_[at - 1] == '\n')) && then(at);
            case Kind::end:
                return at_end(node, at) && then(at);
            case Kind::boundary:
                return (in_word(at) != (at > 0 && in_word(at - 1))) && then(at);
            case Kind::no_boundary:
                return (in_word(at) == (at > 0 && in_word(at - 1))) && then(at);
            case Kind::ahead:
                return run(node.parts[0], at, [](std::size_t) { return true; }) && then(at);
            case Kind::not_ahead:
                return !run(node.parts[0], at, [](std::size_t) { return true; }) && then(at);
            case Kind::same:
                return same(node, at, then);
        }
        return false;
    }

    bool sequence(const Node& node, std::size_t part, std::size_t at, const Then& then) {
        while (part < node.parts.size() && node.parts[part].kind == Kind::octets) {
            if (at >= text_.size() || !node.parts[part].octets[static_cast<unsigned char>(text_[at])])
                return false;
            ++part, ++at;
        }
        if (part == node.parts.size()) return then(at);
        return run(node.parts[part], at,
                   [&, part](std::size_t next) { return sequence(node, part + 1, next, then); });
    }

    bool repeat_octets(const Node& node, std::size_t at, const Then& then) {
        const Octets& octets = node.parts[0].octets;
        std::size_t most = 0;
        while (most < static_cast<std::size_t>(node.most) && at + most < text_.size() &&
               octets[static_cast<unsigned char>(text_[at + most])])
            ++most;
        const auto least = static_cast<std::size_t>(node.least);
        if (most < least) return false;
        for (std::size_t i = 0; i <= most - least; ++i) {
            if (++steps_ > most_steps) throw RegexError("this pattern takes too long here");
            if (then(at + (node.greedy ? most - i : least + i))) return true;
        }
        return false;
    }

    bool repeat(const Node& node, int times, std::size_t began, std::size_t at, const Then& then) {
        const bool stuck = times > node.least && at == began;
        const auto again = [&] {
            return times < node.most && !stuck && run(node.parts[0], at, [&, at](std::size_t next) {
                       return repeat(node, times + 1, at, next, then);
                   });
        };
        if (times < node.least) return again();
        return node.greedy ? again() || then(at) : then(at) || again();
    }

    bool group(const Node& node, std::size_t at, const Then& then) {
        if (node.number == 0) return run(node.parts[0], at, then);
        const auto before = found.groups[node.number];
        if (run(node.parts[0], at, [&](std::size_t end) {
                const auto inner = std::exchange(found.groups[node.number], {at, end});
                if (then(end)) return true;
                found.groups[node.number] = inner;
                return false;
            }))
            return true;
        found.groups[node.number] = before;
        return false;
    }

    bool same(const Node& node, std::size_t at, const Then& then) {
        if (node.number >= found.groups.size() || found.groups[node.number].first == Regex::nowhere)
            return false;
        const auto [begin, end] = found.groups[node.number];
        const std::string_view part = text_.substr(begin, end - begin);
        return text_.substr(at).starts_with(part) && then(at + part.size());
    }

    bool at_end(const Node& node, std::size_t at) const {
        if (at == text_.size()) return true;
        return text_[at] == '\n' && !node.whole && (node.lines || at + 1 == text_.size());
    }
    bool in_word(std::size_t at) const {
        if (at >= text_.size()) return false;
        const char c = text_[at];
        return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_';
    }

    std::string_view text_;
    std::size_t steps_ = 0;
    int depth_ = 0;
};

}  // namespace

Regex::Regex(std::string_view pattern, unsigned flags) { RegexParser(*this, pattern, flags).run(); }

std::optional<Regex::Match> Regex::match(std::string_view text, std::size_t from, Where where) const {
    Matcher matcher(text, group_count_);
    for (std::size_t at = from; at <= text.size(); ++at) {
        std::size_t end = 0;
        const bool found = matcher.run(*root_, at, [&](std::size_t here) {
            end = here;
            return where != Where::whole || here == text.size();
        });
        if (found) {
            matcher.found.groups[0] = {at, end};
            return std::move(matcher.found);
        }
        if (where != Where::anywhere) break;
    }
    return std::nullopt;
}

}  // namespace pkttest::language
