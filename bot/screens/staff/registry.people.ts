import type { Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";
import { confirmScreen } from "../shared/confirm.ts";
import { emailScreen } from "../shared/email.ts";
import { languageScreen } from "../shared/language.ts";
import { organisationsScreen } from "../shared/organisations.ts";
import { ownershipScreen } from "../shared/ownership.ts";
import { personalDataScreen } from "../shared/personal-data.ts";
import { comeScreen } from "./come.ts";
import { recoveryScreen } from "../shared/recovery.ts";
import { webAccessScreen } from "../shared/web-access.ts";
import { twoStepScreen } from "../shared/two-step.ts";
import { staffHome } from "./home.ts";
import { joinScreen } from "./join.ts";
import { myShiftsScreen } from "./roster.ts";
import { staffSettings } from "./settings.ts";
import { swapOfferScreen } from "./swap-offer.ts";
import { mySwapScreen, mySwapsScreen } from "./swap.ts";

export const staffPeopleScreens: readonly Screen<Api>[] = [
  staffHome,
  joinScreen,
  comeScreen,
  organisationsScreen,
  ownershipScreen,
  personalDataScreen,
  languageScreen,
  webAccessScreen,
  confirmScreen,
  twoStepScreen,
  emailScreen,
  recoveryScreen,
  staffSettings,
  myShiftsScreen,
  swapOfferScreen,
  mySwapScreen,
  mySwapsScreen,
];
