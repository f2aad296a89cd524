// The function super().
#include "framework/language/uts/plain_class.h"

namespace pkttest::language {

extern const Builtin builtin_super = {"super",
                                      {{optional("class"), optional("object")}},
                                      Kind::unknown,
                                      "An object as the bases of its class see it.",
                                      super_of};

}  // namespace pkttest::language
