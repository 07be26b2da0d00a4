import type { Command } from 'commander';
import type { DoctorFinding } from '../services/core.ts';
import type { CommandContext } from './context.ts';
import { formatTable } from './format.ts';

/** `diptych doctor`: what this machine offers and whether Diptych works on it. */
export function addDoctorCommand(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .description('look at this machine and library and test the engine on a small step')
    .action(async () => {
      const findings = await (await context.openCare()).doctor(context.work);
      context.reporter.result({ findings }, doctorTable(findings));
      if (findings.some(({ status }) => status === 'problem')) context.setExitCode(1);
    });
}

function doctorTable(findings: readonly DoctorFinding[]): string {
  return formatTable(
    ['', '', ''],
    findings.map(({ subject, status, text }) => [status, subject, text]),
  ).trimStart();
}
