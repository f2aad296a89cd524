// The shape of domain names (RFC 1035 3.1, 4.1.4): pointers are followed, nothing is compressed.
#include "framework/packet/domain_name.h"

#include <fmt/format.h>

#include "framework/packet/layer.h"
#include "framework/packet/plain_text.h"
#include "framework/packet/value_set.h"

namespace pkttest {

namespace {

constexpr std::size_t longest_name = 255;  // RFC 1035 2.3.4
constexpr std::size_t longest_label = 63;
constexpr int most_pointers = 127;

constexpr const char* no_message = "a compressed name outside a DNS message";
constexpr const char* name_cut = "a name runs past the end";

/// One name being read. Positions are octets of the message.
class NameReader {
 public:
    NameReader(std::span<const std::uint8_t> message, std::size_t at) : message_(message), at_(at) {}

    const char* read(std::string* out) {
        for (;;) {
            if (at_ >= message_.size()) return name_cut;
            const std::uint8_t octet = message_[at_++];
            if (octet == 0) return finish(out);
            if (octet > longest_label) {
                if (octet < 0xc0) return "a label is of an unknown type";
                if (at_ >= message_.size()) return name_cut;
                follow(octet);
                if (out == nullptr) return nullptr;
                if (pointers_ > most_pointers) return "a name's pointers go in a circle";
            } else if (const char* reason = label(octet, out)) {
                return reason;
            }
        }
    }
    std::size_t end() const { return compressed() ? behind_pointer_ : at_; }
    bool compressed() const { return pointers_ > 0; }

 private:
    const char* finish(std::string* out) {
        if (out != nullptr && out->empty()) out->push_back('.');
        return nullptr;
    }
    void follow(std::uint8_t high) {
        if (pointers_++ == 0) behind_pointer_ = at_ + 1;
        at_ = static_cast<std::size_t>(high & 0x3f) << 8 | message_[at_];
    }
    const char* label(std::size_t size, std::string* out) {
        if (size > message_.size() - at_) return name_cut;
        octets_ += size + 1;
        if (octets_ >= longest_name) return "a name is longer than 255 octets";
        if (out != nullptr) {
            out->append(reinterpret_cast<const char*>(message_.data()) + at_, size);
            out->push_back('.');
        }
        at_ += size;
        return nullptr;
    }

    std::span<const std::uint8_t> message_;
    std::size_t at_;
    std::size_t behind_pointer_ = 0;
    std::size_t octets_ = 0;
    int pointers_ = 0;
};

}  // namespace

const char* read_domain_name(std::span<const std::uint8_t> message, std::size_t& at, std::string* out) {
    NameReader reader(message, at);
    const char* reason = reader.read(out);
    at = reader.end();
    return reason;
}

std::span<const std::uint8_t> enclosing_message(const Layer& layer) {
    const Layer* top = &layer;
    while (top->parent() != nullptr) top = top->parent();
    const Field* id = find_field(top->protocol(), "id");
    if (id == nullptr || find_field(top->protocol(), "qdcount") == nullptr) return {};
    const auto place = top->place(*id);
    return place ? top->header().subspan(place->first / 8) : std::span<const std::uint8_t>{};
}

namespace {

bool already_encoded(std::string_view name) {
    if (name.empty() || name.find('.') != std::string_view::npos) return false;
    return name.back() == '\0' ||
           (name.size() >= 2 && (static_cast<std::uint8_t>(name[name.size() - 2]) & 0xc0) == 0xc0);
}

}  // namespace

void write_domain_name(std::string_view name, BitWriter& out) {
    if (already_encoded(name)) return out.put_octets(name);
    while (!name.empty() && name != ".") {
        const std::size_t dot = std::min(name.find('.'), name.size());
        const std::string_view label = name.substr(0, std::min(dot, longest_label));
        name.remove_prefix(std::min(dot + 1, name.size()));
        if (label.empty()) break;
        out.put(label.size(), 8);
        out.put_octets(label);
    }
    out.put(0, 8);
}

namespace {

/// Reads the name at the cursor, which moves behind it.
const char* read_name(const Layer& layer, Cursor& cursor, std::string& out) {
    const std::span<const std::uint8_t> own{cursor.here(), cursor.octets_left()};
    NameReader reader(own, 0);
    if (const char* reason = reader.read(nullptr)) return reason;
    const std::uint8_t* start = cursor.here();
    cursor.bit += reader.end() * 8;
    std::size_t at = 0;
    if (!reader.compressed()) return read_domain_name(own, at, &out);
    const auto message = enclosing_message(layer);
    if (message.empty()) return no_message;
    at = static_cast<std::size_t>(start - message.data());
    return read_domain_name(message, at, &out);
}

/// A pointer that no message is there for is as long as any other: records are built before their message is.
const char* skip_name(const Field&, const Layer& layer, Cursor& cursor) {
    std::string name;
    const char* reason = read_name(layer, cursor, name);
    return reason == no_message ? nullptr : reason;
}

const char* decode_name(const Field&, const Layer& layer, Cursor& cursor, Value& out) {
    std::string name;
    const char* reason = read_name(layer, cursor, name);
    if (reason == nullptr) out = Bytes{std::move(name)};
    return reason;
}

void encode_name(const Field&, const Layer&, const Value& internal, BitWriter& out) {
    const std::string* name = internal.octets();
    write_domain_name(name != nullptr ? *name : std::string_view(), out);
}

std::optional<Problem> check_labels(const Field& field, std::string_view name) {
    if (name.size() > longest_name)
        return Problem{fmt::format("{} has {} octets, a domain name has at most {}", field.name, name.size(),
                                   longest_name)};
    for (std::size_t start = 0; start < name.size();) {
        const std::size_t end = std::min(name.find('.', start), name.size());
        if (end - start > longest_label)
            return Problem{
                fmt::format("a label of {} has {} octets, {} fit", field.name, end - start, longest_label)};
        if (end == start && name != ".")
            return Problem{fmt::format("{} has an empty label: {}", field.name, represent_text(name))};
        start = end + 1;
    }
    return std::nullopt;
}

std::optional<Problem> normalize_name(const Field& field, const Value& in, Value& internal) {
    const std::string* name = in.octets();
    if (name == nullptr)
        return Problem{fmt::format("{} takes a domain name, not {} {}", field.name, in.kind(), represent(in)),
                       "for example: \"www.example.com\""};
    if (already_encoded(*name)) return internal = Bytes{*name}, std::nullopt;
    if (auto problem = check_labels(field, *name)) return problem;
    internal = Bytes{name->empty() || name->back() != '.' ? *name + '.' : *name};
    return std::nullopt;
}

Value human_name(const Field&, const Value& internal) { return internal; }

std::string represent_name(const Field&, const Value& internal) {
    return internal.octets() != nullptr ? represent_plain(*internal.octets()) : represent(internal);
}

Value random_name(const Field&) {
    std::string name;
    for (std::uint64_t labels = 1 + generator()() % 3; labels > 0; --labels) {
        for (std::uint64_t letters = 1 + generator()() % 10; letters > 0; --letters)
            name.push_back(static_cast<char>('a' + generator()() % 26));
        name.push_back('.');
    }
    return Bytes{std::move(name)};
}

}  // namespace

extern constexpr Shape domain_name_shape = {.name = "domain name",
                                            .skip = skip_name,
                                            .decode = decode_name,
                                            .encode = encode_name,
                                            .normalize = normalize_name,
                                            .human = human_name,
                                            .represent = represent_name,
                                            .random = random_name};

}  // namespace pkttest
