// BER_num_enc and its like: numbers, lengths and tags in BER (X.690, 8.1.2, 8.1.3).
#include "framework/packet/ber.h"

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/asn1_object.h"

namespace pkttest::language {

namespace {

constexpr Integer most_number = Integer{1} << 57, most_size = 64;

std::uint64_t number_in(Call& call) {
    if (call.integer(0) < 0 || call.integer(0) > most_number)
        throw EvaluationError(call.span, "a number of this size in BER").uncovered();
    return static_cast<std::uint64_t>(call.integer(0));
}

std::size_t least_of(Call& call, std::size_t otherwise) {
    return call.has(1) ? static_cast<std::size_t>(call.integer_within(1, 0, most_size)) : otherwise;
}

Value run_number(Call& call) { return Value(Bytes{ber::number_octets(number_in(call), least_of(call, 1))}); }
Value run_length(Call& call) { return Value(Bytes{ber::length_octets(number_in(call), least_of(call, 0))}); }
Value run_tag(Call& call) { return Value(Bytes{ber::tag_octets(number_in(call))}); }

Value with_rest(std::uint64_t number, std::string_view rest) {
    return Value::tuple({Value(Integer{number}), Value(Bytes{std::string(rest)})});
}
Value run_read_number(Call& call) {
    std::string_view octets = call.octets(0);
    const Integer before = call.has(1) ? call.integer_within(1, 0, 255) : 0;
    const std::uint64_t number = read_ber_number(octets, static_cast<std::uint64_t>(before), call.span);
    return with_rest(number, octets);
}
Value run_read_length(Call& call) {
    std::string_view octets = call.octets(0);
    const std::uint64_t number = read_ber_length(octets, call.span);
    return with_rest(number, octets);
}
Value run_read_tag(Call& call) {
    std::string_view octets = call.octets(0);
    const std::uint64_t number = read_ber_tag(octets, call.span);
    return with_rest(number, octets);
}

}  // namespace

extern const Builtin builtin_ber_number = {"BER_num_enc",
                                           {{{"l", Kind::number}, optional("size", Kind::number)}},
                                           Kind::bytes,
                                           "A number in groups of 7 bits.",
                                           run_number};
extern const Builtin builtin_ber_length = {"BER_len_enc",
                                           {{{"ll", Kind::number}, optional("size", Kind::number)}},
                                           Kind::bytes,
                                           "A length in BER.",
                                           run_length};
extern const Builtin builtin_ber_tag = {
    "BER_id_enc", {{{"n", Kind::number}}}, Kind::bytes, "A tag in BER.", run_tag};
extern const Builtin builtin_read_ber_number = {"BER_num_dec",
                                                {{{"s", Kind::bytes}, optional("cls_id", Kind::number)}},
                                                Kind::list,
                                                "A number in groups of 7 bits, and the octets behind it.",
                                                run_read_number};
extern const Builtin builtin_read_ber_length = {"BER_len_dec",
                                                {{{"s", Kind::bytes}}},
                                                Kind::list,
                                                "A length in BER, and the octets behind it.",
                                                run_read_length};
extern const Builtin builtin_read_ber_tag = {"BER_id_dec",
                                             {{{"s", Kind::bytes}}},
                                             Kind::list,
                                             "A tag in BER, and the octets behind it.",
                                             run_read_tag};

}  // namespace pkttest::language
