// Functions of the module uuid.
#include "framework/language/values/native_type.h"

namespace pkttest::language {

namespace {

Value run_uuid4(Call&) { return random_uuid_object(); }

}  // namespace

extern const Builtin builtin_uuid_uuid4 = {"uuid.uuid4", {}, Kind::unknown, "A random UUID.", run_uuid4};

}  // namespace pkttest::language
