// Encodings: texts to octets and back, as Python's encode() and decode() do it.
#pragma once

#include <string>
#include <string_view>

#include "framework/language/syntax/span.h"
#include "framework/packet/value.h"

namespace pkttest::language {

/// The octets of a text in utf-8, latin-1, ascii or utf-16 (-le, -be). `errors`: strict, replace, ignore.
/// Raises UnicodeEncodeError; other encodings are not covered.
std::string encoded(std::string_view text, std::string_view encoding, std::string_view errors, Span where);
/// The text of octets; as above, and backslashreplace. Raises UnicodeDecodeError.
std::string decoded(std::string_view octets, std::string_view encoding, std::string_view errors, Span where);
/// The character of a code in UTF-8.
std::string character_of(Integer code);

}  // namespace pkttest::language
