// Random texts that a regular expression describes.
#include <memory>
#include <vector>

#include "framework/packet/random_values.h"

namespace pkttest {

namespace {

constexpr std::uint64_t most_repeats = 8;  ///< Of * and +.
constexpr int deepest = 100;

/// One of the branches; each a sequence of characters out of a set, or of groups, so often.
struct Node {
    std::string characters;  ///< Empty: a group.
    std::vector<std::vector<Node>> branches;
    std::uint64_t least = 1, most = 1;
};
using Branches = std::vector<std::vector<Node>>;

class Parser {
 public:
    explicit Parser(std::string_view text) : text_(text) {}
    bool parse(Branches& out) { return branches(out, 0) && text_.empty(); }

 private:
    bool branches(Branches& out, int depth) {
        out.emplace_back();
        while (!text_.empty() && text_[0] != ')') {
            if (take('|')) {
                out.emplace_back();
                continue;
            }
            Node node;
            if (depth > deepest || !atom(node, depth) || !repetition(node)) return false;
            out.back().push_back(std::move(node));
        }
        return true;
    }
    bool atom(Node& node, int depth) {
        const char c = text_[0];
        text_.remove_prefix(1);
        if (c == '(') return branches(node.branches, depth + 1) && take(')');
        if (c == '[') return set(node.characters);
        if (c == '\\') return escape(node.characters);
        if (std::string_view("*+?{}^$").find(c) != std::string_view::npos) return false;
        node.characters = c == '.' ? range(' ', '~') : std::string(1, c);
        return true;
    }
    bool escape(std::string& out) {
        if (text_.empty()) return false;
        const char c = text_[0];
        text_.remove_prefix(1);
        switch (c) {
            case 'd':
                out += range('0', '9');
                return true;
            case 'w':
                out += range('a', 'z') + range('A', 'Z') + range('0', '9') + "_";
                return true;
            case 's':
                out += " \t\n";
                return true;
            case 'n':
                out += '\n';
                return true;
            case 't':
                out += '\t';
                return true;
            default:
                out += c;
                return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9');
        }
    }
    bool set(std::string& out) {
        const bool negated = take('^');
        std::string members;
        while (!text_.empty() && text_[0] != ']') {
            if (take('\\')) {
                if (!escape(members)) return false;
                continue;
            }
            const char first = text_[0];
            text_.remove_prefix(1);
            if (text_.size() >= 2 && text_[0] == '-' && text_[1] != ']') {
                if (text_[1] < first) return false;
                members += range(first, text_[1]);
                text_.remove_prefix(2);
            } else {
                members += first;
            }
        }
        out = members;
        if (negated) {
            out.clear();
            for (const char c : range(' ', '~'))
                if (members.find(c) == std::string::npos) out += c;
        }
        return take(']') && !out.empty();
    }
    bool repetition(Node& node) {
        if (take('*')) return node.least = 0, node.most = most_repeats, true;
        if (take('+')) return node.most = most_repeats, true;
        if (take('?')) return node.least = 0, true;
        if (!take('{')) return true;
        if (!number(node.least)) return false;
        node.most = node.least;
        if (take(',')) {
            node.most = node.least + most_repeats;
            if (!text_.empty() && text_[0] != '}' && !number(node.most)) return false;
        }
        return take('}') && node.least <= node.most;
    }
    bool number(std::uint64_t& out) {
        if (text_.empty() || text_[0] < '0' || text_[0] > '9') return false;
        constexpr std::uint64_t most = 1000;
        for (out = 0; !text_.empty() && text_[0] >= '0' && text_[0] <= '9'; text_.remove_prefix(1))
            out = std::min(out * 10 + static_cast<std::uint64_t>(text_[0] - '0'), most);
        return true;
    }
    bool take(char c) {
        if (!text_.starts_with(c)) return false;
        text_.remove_prefix(1);
        return true;
    }
    static std::string range(char first, char last) {
        std::string out;
        for (int c = first; c <= last; ++c) out += static_cast<char>(c);
        return out;
    }

    std::string_view text_;
};

constexpr std::size_t longest = 65'536;

void write(const Branches& branches, std::string& out) {
    for (const Node& node : branches[draw_below(branches.size())])
        for (std::uint64_t times = node.least + draw_below(node.most - node.least + 1);
             times > 0 && out.size() < longest; --times)
            if (node.branches.empty())
                out += node.characters[draw_below(node.characters.size())];
            else
                write(node.branches, out);
}

}  // namespace

SharedSet random_matching(std::string name, std::string_view expression) {
    Branches branches;
    if (!Parser(expression).parse(branches)) return nullptr;
    return random_of(
        std::move(name),
        [branches = std::make_shared<Branches>(std::move(branches))] {
            std::string out;
            write(*branches, out);
            return Value(std::move(out));
        },
        nullptr);
}

}  // namespace pkttest
