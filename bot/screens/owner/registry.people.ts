import type { Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";
import { languageScreen } from "../shared/language.ts";
import { found } from "./found.ts";
import { groupsScreen } from "./groups.ts";
import { ownerHome } from "./home.ts";
import { inviteScreen } from "./invite.ts";
import { peopleScreen } from "./people.ts";
import { personScreen } from "./person.ts";
import { ownerSettings } from "./settings.ts";
import { shiftsScreen } from "./shifts.ts";
import { workplacesScreen } from "./workplaces.ts";

export const ownerPeopleScreens: readonly Screen<Api>[] = [
  ownerHome,
  found,
  languageScreen,
  ownerSettings,
  peopleScreen,
  personScreen,
  inviteScreen,
  workplacesScreen,
  shiftsScreen,
  groupsScreen,
];
