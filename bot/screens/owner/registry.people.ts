import type { Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";
import { confirmScreen } from "../shared/confirm.ts";
import { emailScreen } from "../shared/email.ts";
import { languageScreen } from "../shared/language.ts";
import { organisationsScreen } from "../shared/organisations.ts";
import { ownershipScreen } from "../shared/ownership.ts";
import { personalDataScreen } from "../shared/personal-data.ts";
import { accountChangeScreen } from "./members/account-change.ts";
import { joinLinkScreen } from "./members/join-link.ts";
import { peopleAddScreen } from "./members/people-add.ts";
import { peopleListScreen } from "./members/people-list.ts";
import { personAccessScreen } from "./members/person-access.ts";
import { recoveryScreen } from "../shared/recovery.ts";
import { webAccessScreen } from "../shared/web-access.ts";
import { twoStepScreen } from "../shared/two-step.ts";
import { calendarScreen } from "./calendar.ts";
import { found } from "./found.ts";
import { groupsScreen } from "./groups.ts";
import { ownerHome } from "./home.ts";
import { inviteScreen } from "./invite.ts";
import { peopleScreen } from "./people.ts";
import { personRecord } from "./person-record.ts";
import { personRoleScreen } from "./person-role.ts";
import { personScreen } from "./person.ts";
import { rolesScreen } from "./roles.ts";
import { securityLogScreen } from "./security-log.ts";
import { rosterChangeScreen } from "./roster-change.ts";
import { rosterDayScreen } from "./roster-day.ts";
import { rosterFillScreen } from "./roster-fill.ts";
import { rosterPersonScreen } from "./roster-person.ts";
import { rosterScreen } from "./roster.ts";
import { ownerSettings } from "./settings.ts";
import { shiftAssignScreen } from "./shift-assign.ts";
import { shiftRulesScreen } from "./shift-rules.ts";
import { shiftsScreen } from "./shifts.ts";
import { swapScreen, swapsScreen } from "./swap.ts";
import { workplacesScreen } from "./workplaces.ts";

export const ownerPeopleScreens: readonly Screen<Api>[] = [
  ownerHome,
  found,
  languageScreen,
  webAccessScreen,
  confirmScreen,
  twoStepScreen,
  emailScreen,
  recoveryScreen,
  ownerSettings,
  peopleScreen,
  personScreen,
  personRecord,
  personAccessScreen,
  personalDataScreen,
  peopleAddScreen,
  peopleListScreen,
  joinLinkScreen,
  accountChangeScreen,
  ownershipScreen,
  organisationsScreen,
  personRoleScreen,
  rolesScreen,
  inviteScreen,
  workplacesScreen,
  calendarScreen,
  shiftsScreen,
  groupsScreen,
  shiftRulesScreen,
  shiftAssignScreen,
  rosterScreen,
  rosterPersonScreen,
  rosterDayScreen,
  rosterFillScreen,
  rosterChangeScreen,
  swapScreen,
  swapsScreen,
  securityLogScreen,
];
