// Methods of texts and bytes: what their files share. Internal to them.
#pragma once

#include "framework/language/evaluate/evaluation.h"

namespace pkttest::language::texts {

inline const std::string& self(const Call& call) { return *call.self->octets(); }
/// Octets of the same kind as the method's owner.
Value alike(const Call& call, std::string octets);
/// Octets that the owner's meet: of its kind where Python's rules hold.
const std::string& part(const Call& call, const Value& value);
std::string part(const Call& call, std::size_t parameter, std::string_view otherwise);

/// By text_forms.cpp: case, kinds of characters, filling.
Value swapcase(Call& call);
Value title(Call& call);
Value lower(Call& call);
Value upper(Call& call);
Value capitalize(Call& call);
Value isdigit(Call& call);
Value isalpha(Call& call);
Value isalnum(Call& call);
Value isspace(Call& call);
Value islower(Call& call);
Value isupper(Call& call);
Value isascii(Call& call);
Value isidentifier(Call& call);
Value isprintable(Call& call);
Value center(Call& call);
Value ljust(Call& call);
Value rjust(Call& call);
Value zfill(Call& call);
Value expandtabs(Call& call);
Value translate(Call& call);

}  // namespace pkttest::language::texts
