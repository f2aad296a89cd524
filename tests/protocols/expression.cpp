// The build vectors' expressions: a reader of a few dozen lines, so that tables are tested without the
// language.
#include "expression.h"

#include <fmt/format.h>

#include <stdexcept>

namespace pkttest {
namespace {

class Reader {
 public:
    explicit Reader(std::string_view text) : text_(text) {}

    Value sum() {
        Value left = term();
        while (true) {
            skip();
            if (take('/'))
                left = stack(left, term());
            else if (take('*'))
                left = repeat(left, term());
            else
                return left;
        }
    }
    void end() {
        skip();
        if (at_ != text_.size()) fail("more text");
    }

 private:
    [[noreturn]] void fail(const std::string& what) const {
        throw std::runtime_error(fmt::format("{} at {} of {}", what, at_, text_));
    }
    void skip() {
        while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    }
    bool take(char c) {
        skip();
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    static Packet to_packet(const Value& value) {
        if (const auto* layer = value.as<LayerReference>()) return *layer->packet;
        if (value.octets() != nullptr) return Packet::raw(*value.octets());
        throw std::runtime_error("no packet: " + represent(value));
    }
    static Value stack(const Value& left, const Value& right) {
        return Value(to_packet(left) / to_packet(right));
    }
    static Value repeat(const Value& left, const Value& right) {
        Integer times = 0;
        const std::string* octets = left.octets();
        if (octets == nullptr || !right.to_integer(times)) throw std::runtime_error("only text is repeated");
        std::string out;
        for (Integer i = 0; i < times; ++i) out += *octets;
        return left.is_text() ? Value(out) : Value(Bytes{out});
    }

    Value term() {
        skip();
        if (at_ >= text_.size()) fail("an end");
        const char c = text_[at_];
        if (c == '\'' || c == '"') return Value(literal());
        if (c == 'b' && at_ + 1 < text_.size() && (text_[at_ + 1] == '\'' || text_[at_ + 1] == '"')) {
            ++at_;
            return Value(Bytes{literal()});
        }
        if (c == '[') return Value(items('[', ']'));
        if (c == '(') return Value::tuple(items('(', ')'));
        if (c == '-' || std::isdigit(static_cast<unsigned char>(c))) return number();
        return name();
    }
    List items(char open, char close) {
        List out;
        take(open);
        while (!take(close)) {
            out.push_back(sum());
            take(',');
        }
        return out;
    }
    Value number() {
        const std::size_t start = at_;
        if (text_[at_] == '-') ++at_;
        while (at_ < text_.size() &&
               (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '.'))
            ++at_;
        const std::string digits(text_.substr(start, at_ - start));
        if (digits.find('.') != std::string::npos) return Value(std::stod(digits));
        if (digits.front() == '-') return Value(static_cast<Integer>(std::stoll(digits, nullptr, 0)));
        return Value(static_cast<Integer>(std::stoull(digits, nullptr, 0)));
    }
    std::string literal() {
        const char quote = text_[at_++];
        std::string out;
        while (at_ < text_.size() && text_[at_] != quote) {
            if (text_[at_] != '\\') {
                out += text_[at_++];
                continue;
            }
            const char c = text_[++at_];
            ++at_;
            if (c == 'x') {
                out += static_cast<char>(std::stoi(std::string(text_.substr(at_, 2)), nullptr, 16));
                at_ += 2;
            } else {
                out += c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
            }
        }
        ++at_;
        return out;
    }
    std::string word() {
        const std::size_t start = at_;
        while (at_ < text_.size() &&
               (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '_'))
            ++at_;
        if (at_ == start) fail("no name");
        return std::string(text_.substr(start, at_ - start));
    }
    Value name() {
        const std::string what = word();
        if (what == "None") return {};
        if (what == "True" || what == "False") return Value(what == "True");
        const Protocol* protocol = find_protocol(what);
        if (protocol == nullptr) fail("unknown layer " + what);
        while (take('.')) {
            const std::string part = word();
            protocol = find_part(*protocol, part);
            if (protocol == nullptr) fail("no layer " + part + " in " + what);
        }
        if (!take('(')) return Value(protocol);
        return Value(call(*protocol));
    }
    Packet call(const Protocol& protocol) {
        Packet out(protocol);
        std::size_t position = 0;
        while (!take(')')) {
            skip();
            const std::size_t back = at_;
            const Field* field = nullptr;
            if (std::isalpha(static_cast<unsigned char>(text_[at_])) || text_[at_] == '_') {
                const std::string key = word();
                if (take('=')) {
                    field = find_field(protocol, key);
                    if (field == nullptr) fail(fmt::format("{} has no field {}", protocol.name, key));
                } else {
                    at_ = back;
                }
            }
            if (field == nullptr) field = &protocol.fields[position++];
            const Value value = sum();
            if (const auto problem = out.set(0, *field, value)) fail(problem->message);
            take(',');
        }
        return out;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

Packet packet_of(std::string_view expression) {
    Reader reader(expression);
    const Value value = reader.sum();
    reader.end();
    if (const auto* layer = value.as<LayerReference>()) return *layer->packet;
    throw std::runtime_error("no packet");
}

}  // namespace pkttest
